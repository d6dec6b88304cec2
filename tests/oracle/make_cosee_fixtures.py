"""Writes tests/fixtures/cosee-*: `python tests/oracle/make_cosee_fixtures.py [--minilm FOLDER]`, a minute.

20 steps of COSEE with an exit after every block. A run in float64 chooses thresholds in the widest gaps between the signals that
occur; the float32 run is given the same. No decision of either (a threshold, a class, a hinge) may be so near to turning over
that another order of summing could turn it. make_fixtures.py must have made the small BERT and the tasks.
"""

import argparse
from pathlib import Path

import torch
import transformers
from safetensors.torch import save_file

import cosee
from data import encode, read
from make_fixtures import FIXTURES, MINILM, TINY, VERSIONS, make_heads, write_json
from train import evaluate

STEPS, THRESHOLDS = 20, 5
USUAL = {"beta0": 10, "alpha": 0.1, "margin": 0.3, "average": "contributing", "routed": False, "batch": 16}
FEW = {"alpha": 1, "batch": 4, "margin": 0.1}
CLS = {"pooling": "cls", "pooler": "shared"}
MEAN = {"pooling": "mean", "pooler": "none"}
TINY_CASES = [
    *({**USUAL, "name": signal, "signal": signal, **CLS} for signal in cosee.SIGNALS),
    {**USUAL, **FEW, "name": "energy of few", "signal": "energy", **CLS},
    {**USUAL, **FEW, "name": "softmax of few, routed", "signal": "softmax", "average": "internal", "routed": True, **CLS},
]
MINILM_CASES = [{**USUAL, "name": signal, "signal": signal, **MEAN} for signal in cosee.SIGNALS]


def run_case(case, setting, heads, splits):
    wiring = {key: case[key] for key in ("pooling", "pooler")}
    arguments = {"depths": setting["exits"], "heads": heads, "lr": setting["learningRate"], "batch": case["batch"]}
    arguments |= {"folder": setting["folder"], "examples": splits["train"][: STEPS * case["batch"]], **wiring}
    exact_model, exact, exact_clear = cosee.train(case, thresholds=THRESHOLDS, dtype=torch.float64, **arguments)
    model, steps, clear = cosee.train(case, thresholds=[step["thresholds"] for step in exact], **arguments)
    for step in exact_clear, clear:
        assert min(step.values()) > cosee.CLEAR, f"{case['name']}: a decision is too near to turning over: {step}"
    counted = [step["counted"] for step in steps]
    internal = len(setting["exits"]) - 1
    assert case["batch"] > 4 or min(counted) < internal and max(counted) > 0, "every exit had both kinds of sample"
    logits, exact_logits = evaluate([model], splits["dev"]), evaluate([exact_model], splits["dev"])
    rounding = max(abs(a - b) / abs(b) for s, e in zip(steps, exact) for a, b in zip(s["loss"], e["loss"]))
    print(f"{case['name']:22} rounding {rounding:.1e}, {(logits - exact_logits).abs().max().item():.1e}; nearest {clear}; counted {counted}")
    print("   loss", steps[0]["loss"], "->", steps[-1]["loss"], steps[-1]["notes"])
    return {**case, "rounding": rounding, "steps": steps}, logits.contiguous()


def make(name, setting, cases, heads):
    tokenizer = setting["folder"] / "tokenizer.json"
    read_split = lambda split: read(setting["data"] / f"{split}.tsv", setting["task"])
    splits = {split: encode(read_split(split), tokenizer, setting["maxLength"]) for split in ("train", "dev")}
    made = [run_case(case, setting, heads, splits) for case in cases]
    described = {key: value for key, value in setting.items() if key not in ("folder", "data")}
    write_json(f"{name}.json", {"versions": VERSIONS, **described, "cases": [case for case, _ in made]})
    save_file({case["name"]: logits for case, logits in made}, FIXTURES / f"{name}-logits.safetensors")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minilm", type=Path, help="folder of all-MiniLM-L6-v2; without it only the small BERT is trained")
    arguments = parser.parse_args()
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    torch.set_num_threads(1)
    heads = make_heads(FIXTURES / "cosee-tiny-heads.safetensors", 5, 36, 2, seed=5, scale=0.6)
    make("cosee-tiny", {**TINY, "exits": [1, 2, 3, 4, 5]}, TINY_CASES, heads)
    if arguments.minilm:
        heads = make_heads(FIXTURES / "cosee-minilm-heads.safetensors", 6, 384, 2, seed=6, scale=0.3)
        setting = {**MINILM, "exits": [1, 2, 3, 4, 5, 6], "folder": arguments.minilm}
        make("cosee-minilm", setting, MINILM_CASES, heads)


if __name__ == "__main__":
    main()
