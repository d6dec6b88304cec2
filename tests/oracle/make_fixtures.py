"""Writes tests/fixtures/: `python tests/oracle/make_fixtures.py [--minilm FOLDER]`, half a minute; with MiniLM some more.

Every case is also trained in float64; `rounding` is the largest relative distance of the float32 losses from those,
so that a reader sees how much of the tests' tolerance rounding takes.
"""

import argparse
import json
from pathlib import Path

import safetensors
import tokenizers
import torch
import transformers
from safetensors.torch import save_file
from transformers import BertConfig, BertModel

import ops
import texts
from data import encode, pad, read
from model import MultiExit, load_bert
from train import clip, evaluate, exit_losses, train

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
METHODS = ("early-exit", "sweet", "multi-model")
VERSIONS = {
    "torch": torch.__version__,
    "transformers": transformers.__version__,
    "tokenizers": tokenizers.__version__,
    "safetensors": safetensors.__version__,
}
TINY = {
    "folder": FIXTURES / "tiny-bert",
    "task": "rte",
    "data": FIXTURES / "glue" / "RTE",
    "exits": [1, 3, 5],
    "maxLength": 40,
    "learningRate": 5e-4,
}
MINILM = {
    "task": "sst-2",
    "data": FIXTURES / "glue" / "SST-2",
    "exits": [1, 2, 4, 6],
    "maxLength": 64,
    "learningRate": 2e-4,
}
TINY_WIRINGS = [
    {"pooling": "cls", "pooler": "shared", "trainSize": 340, "epochs": 1},
    {"pooling": "mean", "pooler": "none", "trainSize": 340, "epochs": 1},
    {"pooling": "cls", "pooler": "per-exit", "trainSize": 170, "epochs": 2},
]
MEAN = {"pooling": "mean", "pooler": "none", "trainSize": 320, "epochs": 1}
CLS = {"pooling": "cls", "pooler": "shared", "trainSize": 320, "epochs": 1}
MINILM_CASES = [(m, MEAN) for m in METHODS] + [("early-exit", CLS)]


def write_json(name, value):
    (FIXTURES / name).write_text(json.dumps(value, separators=(",", ":")) + "\n")


def make_tiny_bert(folder):
    """Odd sizes, weights large enough to bend every nonlinearity, an epsilon that is not the default."""
    folder.mkdir(parents=True, exist_ok=True)
    config = BertConfig(
        vocab_size=97,
        hidden_size=36,
        num_hidden_layers=5,
        num_attention_heads=3,
        intermediate_size=52,
        max_position_embeddings=40,
        layer_norm_eps=1e-5,
    )
    bert = BertModel(config)
    generator = torch.Generator().manual_seed(3)
    for name, value in bert.named_parameters():
        noise = torch.randn(value.shape, generator=generator)
        if "LayerNorm.weight" in name:
            value.data = 0.4 + 0.1 * noise
        else:
            small = "embeddings" in name or name.endswith("bias")
            value.data = noise * (0.05 if small else 0.6 if "query" in name or "key" in name else 0.3)
    bert.save_pretrained(folder)
    texts.write_tokenizer(folder)


def make_heads(path, count, hidden, classes, seed, scale=0.02):
    """Heads drawn once, so that every implementation starts alike. Returns [(weight, bias)]."""
    generator = torch.Generator().manual_seed(seed)
    tensors = {}
    for i in range(count):
        tensors[f"exits.{i}.weight"] = scale * torch.randn(classes, hidden, generator=generator)
        tensors[f"exits.{i}.bias"] = 0.01 * torch.randn(classes, generator=generator)
    save_file(tensors, path)
    return [(tensors[f"exits.{i}.weight"], tensors[f"exits.{i}.bias"]) for i in range(count)]


def run_case(method, wiring, setting, heads, train_examples, dev_examples):
    """One training run in float32, its twin in float64, and the final logits."""
    arguments = {"depths": setting["exits"], "heads": heads, "lr": setting["learningRate"], "epochs": wiring["epochs"]}
    arguments |= {"pooler": wiring["pooler"], "pooling": wiring["pooling"], "folder": setting["folder"]}
    examples = train_examples[: wiring["trainSize"]]
    members, steps = train(method, examples=examples, **arguments)
    logits = evaluate(members, dev_examples)
    exact_members, exact = train(method, examples=examples, dtype=torch.float64, **arguments)
    exact_logits = evaluate(exact_members, dev_examples)
    rounding = max(
        abs(a - b) / abs(b) for s, e in zip(steps, exact) for a, b in zip(s["loss"], e["loss"])
    )
    case = {
        "method": method,
        **wiring,
        "rounding": {"loss": rounding, "logits": (logits - exact_logits).abs().max().item()},
        "steps": steps,
    }
    print(f"{method:12} {wiring['pooling']:5} {wiring['pooler']:9} {len(steps)} steps, rounding {case['rounding']}")
    print("   loss", steps[0]["loss"], "->", steps[-1]["loss"], "norms", steps[0]["gradientNorm"], steps[-1]["gradientNorm"])
    return case, logits.contiguous()


def make_cases(name, setting, cases, heads):
    tokenizer = setting["folder"] / "tokenizer.json"
    splits = {s: encode(read(setting["data"] / f"{s}.tsv", setting["task"]), tokenizer, setting["maxLength"]) for s in ("train", "dev")}
    results, logits = [], {}
    for method, wiring in cases:
        case, case_logits = run_case(method, wiring, setting, heads, splits["train"], splits["dev"])
        logits[f"{method}.{wiring['pooling']}.{wiring['pooler']}"] = case_logits
        results.append(case)
    described = {k: v for k, v in setting.items() if k not in ("folder", "data")}
    write_json(f"{name}.json", {"versions": VERSIONS, **described, "batch": 16, "evalSize": len(splits["dev"]), "cases": results})
    save_file(logits, FIXTURES / f"{name}-logits.safetensors")
    write_json(f"{name}-tokens.json", {"maxLength": setting["maxLength"], **{k: [[ids, types] for ids, types, _ in v] for k, v in splits.items()}})
    return splits


def make_gradients(setting, heads, examples):
    """One batch at the start: hidden states, features, logits, and gradients of EE and SWEET before clipping."""
    batch = pad(examples[:16])
    norms, full = {}, {}
    for wiring in TINY_WIRINGS:
        for method in ("early-exit", "sweet"):
            bert = load_bert(setting["folder"], setting["exits"][-1], torch.float64)
            model = MultiExit(bert, setting["exits"], heads, pooler=wiring["pooler"], pooling=wiring["pooling"])
            sum(exit_losses(model, batch, detach=method == "sweet")).backward()
            key = f"{method}.{wiring['pooling']}.{wiring['pooler']}"
            gradients = {n: p.grad for n, p in model.named() if p.grad is not None}
            norms[key] = {n: g.norm().item() for n, g in gradients.items()}
            if wiring is TINY_WIRINGS[0]:
                full |= {f"{key}.{n}": g.float() for n, g in gradients.items() if kept_whole(n)}
            norms[key]["global"] = clip(list(model.parameters()))
    write_json("tiny-gradients.json", {"versions": VERSIONS, "rows": 16, "norms": norms})
    save_file(full, FIXTURES / "tiny-gradients.safetensors")


def kept_whole(name):
    return "layer.0.output.dense" in name or "layer.2." in name or not name.startswith("encoder")


def make_forward(setting, heads, examples):
    batch = pad(examples[:6])
    trace = {}
    bert = load_bert(setting["folder"], setting["exits"][-1], torch.float64)
    model = MultiExit(bert, setting["exits"], heads)
    with torch.no_grad():
        logits = model(batch, trace=trace)
        for depth in range(6):
            trace[f"mean.{depth}"] = (trace[f"hidden.{depth}"] * batch["mask"].unsqueeze(-1)).sum(1) / batch["mask"].sum(1, keepdim=True)
        whole = bert(input_ids=batch["ids"], token_type_ids=batch["types"], attention_mask=batch["mask"])
    assert torch.allclose(whole.last_hidden_state, trace["hidden.5"]), "the unrolled blocks differ from BertModel"
    assert torch.allclose(whole.pooler_output, trace["features.2"]), "the pooler differs from BertModel"
    tensors = {name: value.float().contiguous() for name, value in trace.items()}
    tensors |= {f"logits.{i}": x.float() for i, x in enumerate(logits)}
    tensors |= {name: batch[name].int() for name in ("ids", "types", "mask")}
    save_file(tensors, FIXTURES / "tiny-forward.safetensors")


def make_tiny():
    make_tiny_bert(TINY["folder"])
    texts.write_task(TINY["data"], ["index", "sentence1", "sentence2", "label"], texts.inference, (340, 60), seed=11)
    heads = make_heads(FIXTURES / "tiny-heads.safetensors", 3, 36, 2, seed=5, scale=0.3)
    splits = make_cases("tiny", TINY, [(m, w) for w in TINY_WIRINGS for m in METHODS], heads)
    make_gradients(TINY, heads, splits["train"])
    make_forward(TINY, heads, splits["train"])


def make_minilm(folder):
    texts.write_task(MINILM["data"], ["sentence", "label"], texts.reviews, (320, 32), seed=13)
    heads = make_heads(FIXTURES / "minilm-heads.safetensors", 4, 384, 2, seed=6)
    make_cases("minilm", {**MINILM, "folder": folder}, MINILM_CASES, heads)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minilm", type=Path, help="folder of all-MiniLM-L6-v2; without it only the small BERT is made")
    arguments = parser.parse_args()
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    torch.set_num_threads(2)
    torch.manual_seed(0)
    FIXTURES.mkdir(exist_ok=True)
    write_json("operations.json", {"versions": VERSIONS, **ops.all_operations()})
    make_tiny()
    if arguments.minilm:
        make_minilm(arguments.minilm)


if __name__ == "__main__":
    main()
