"""Writes tests/fixtures/methods.{json,safetensors}: `python tests/oracle/make_method_fixtures.py [METHOD...]`, seconds.

With names, only these methods are trained; the cases of the others stay as they are.

The methods of methods.py train an exit after four of five blocks, on three classes: a LayerNorm of two logits would
tell hardly more than a sign. Every stage begins with an epoch. Each method is also trained in float64; `rounding` is
the largest distance of float32 from that. The keys' biases are left out of it: no loss depends on them, so that
Adam's steps follow their rounding alone. make_fixtures.py must have made the small BERT.
"""

import json
import sys

import torch
import transformers
from safetensors.torch import load_file, save_file

import policies
import texts
from data import encode, read
from make_fixtures import FIXTURES, TINY, VERSIONS, write_json
from methods import METHODS
from staged import train
from train import evaluate

SETTING = {"task": "mnli", "exits": [1, 2, 4, 5], "maxLength": 40, "learningRate": 1e-3}
CASE = {"pooling": "cls", "batch": 8, "trainSize": 32, "epochs": 6}
FOLDER = FIXTURES / "glue" / "MNLI"
WIDTH, CLASSES = 36, 3
OTHERS_KEPT = (
    "pooler.dense.bias",
    "encoder.layer.0.output.LayerNorm.weight",
    "encoder.layer.3.attention.output.dense.bias",
)


def draw_start():
    """What a checkpoint does not hold: heads, the cascade and ensembles of Zero Time Waste, weights of losses."""
    generator = torch.Generator().manual_seed(23)
    normal = lambda scale, *shape: scale * torch.randn(*shape, generator=generator)
    start = {}
    for i in range(len(SETTING["exits"])):
        start[f"exits.{i}.weight"] = normal(0.3, CLASSES, WIDTH)
        start[f"exits.{i}.bias"] = normal(0.05, CLASSES)
        start[f"exits.{i}.ensemble.weight"] = normal(0.3, i + 1)
        start[f"exits.{i}.ensemble.bias"] = normal(0.2, CLASSES)
        if i > 0:
            start[f"exits.{i}.cascade.weight"] = normal(0.5, CLASSES, CLASSES)
    for i in range(len(SETTING["exits"])):
        start[f"exits.{i}.loss.bias"] = normal(0.5, 1)
    return start


def make_task():
    """Writes the texts and reads them: the examples to train on, and those to evaluate."""
    header, names = ["index", "sentence1", "sentence2", "gold_label"], ("train", "dev_matched")
    texts.write_task(FOLDER, header, texts.three_way, (CASE["trainSize"], 12), seed=17, names=names)
    tokenizer = TINY["folder"] / "tokenizer.json"
    return [encode(read(FOLDER / f"{name}.tsv", "mnli"), tokenizer, SETTING["maxLength"]) for name in names]


def kept(name):
    """Small enough to be stored whole: all of the exits but their poolers' matrices, and a few of the encoder."""
    return name in OTHERS_KEPT or name.startswith("exits.") and not name.endswith("pooler.dense.weight")


def distance(found, exact, floor=0.0):
    return max(abs(a - b) / max(abs(b), floor) for a, b in zip(found, exact, strict=True))


def values_of(steps, name):
    return [value for step in steps for value in step[name]]


def checksums(model):
    """Sum and norm of every parameter, summed in float64."""
    values = {name: value.detach().double() for name, value in model.named()}
    return {name: {"sum": value.sum().item(), "norm": value.norm().item()} for name, value in values.items()}


def outputs(model, examples):
    """Logits [E, N, C], and the ensembles' where the model has them."""
    logits = evaluate([model], examples)
    if not hasattr(model, "together"):
        return {"logits": logits}
    with torch.no_grad():
        return {"logits": logits, "ensembles": torch.stack(model.together(list(logits)))}


def rounding_of(twins, steps, sums, said):
    """Float32 beside float64: relative of losses, norms and checksums' norms, absolute of the rest."""
    names = [name for name in sums[0] if not name.endswith("key.bias")]
    of = lambda number, part: [sums[number][name][part] for name in names]
    values = [dict(model.named()) for model in twins]
    return {
        "loss": distance(*(values_of(x, "loss") for x in steps)),
        "objective": distance(*([step["objective"] for step in x] for x in steps)),
        "gradientNorm": distance(*(values_of(x, "gradientNorm") for x in steps)),
        "sum": max(abs(a - b) for a, b in zip(of(0, "sum"), of(1, "sum"))),
        "norm": distance(of(0, "norm"), of(1, "norm")),
        "parameter": max((values[0][name] - values[1][name]).abs().max().item() for name in names),
        "logits": max((said[0][key] - said[1][key]).abs().max().item() for key in said[0]),
    }


def run_case(name, start, train_examples, dev_examples):
    method = METHODS[name]
    arguments = {"folder": TINY["folder"], "depths": SETTING["exits"], "start": start, "examples": train_examples}
    arguments |= {"lr": SETTING["learningRate"], "epochs": CASE["epochs"], "batch": CASE["batch"]}
    runs = [train(method, **arguments, dtype=dtype) for dtype in (torch.float32, torch.float64)]
    twins, steps = zip(*runs)
    gradients = [gradients_of(x) for x in steps][0]
    sums = [checksums(model) for model in twins]
    said = [outputs(model, dev_examples) for model in twins]
    rounding = rounding_of(twins, steps, sums, said)
    tell(name, rounding, steps[0])
    tensors = {f"{name}.{key}": value.contiguous() for key, value in said[0].items()}
    tensors |= {f"{name}.gradient.{key}": value for key, value in gradients.items()}
    tensors |= {f"{name}.final.{key}": value.detach() for key, value in twins[0].named() if kept(key)}
    case = {"method": name, "pooler": method.pooler, **CASE, "rounding": rounding, "steps": steps[0], "final": sums[0]}
    return case, tensors


def gradients_of(steps):
    """Takes the gradients out of the records: {"STEP.PARAMETER": gradient} of what is kept."""
    found = [(step["step"], step.pop("gradients", {})) for step in steps]
    return {f"{t}.{name}": value for t, values in found for name, value in values.items() if kept(name)}


def kept_cases(names):
    """The stored cases, by method, of all methods that are not named; none if no method is named."""
    if not names:
        return {}
    tensors = load_file(FIXTURES / "methods.safetensors")
    of = lambda name: {key: value for key, value in tensors.items() if key.startswith(f"{name}.")}
    cases = json.loads((FIXTURES / "methods.json").read_text())["cases"]
    return {case["method"]: (case, of(case["method"])) for case in cases if case["method"] not in names}


def tell(name, rounding, steps):
    print(f"{name:16} rounding", {key: f"{value:.1e}" for key, value in rounding.items()})
    print("   losses", [f"{x:.3f}" for x in steps[0]["loss"]], "->", [f"{x:.3f}" for x in steps[-1]["loss"]])
    print("   norms ", [f"{x:.2f}" for x in values_of(steps, "gradientNorm")])
    for conflicts in (step["conflicts"] for step in steps if "conflicts" in step):
        print("   conflicts", conflicts)


def main():
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    torch.set_num_threads(1)
    train_examples, dev_examples = make_task()
    start = draw_start()
    kept = kept_cases(sys.argv[1:])
    cases, tensors = [], dict(start)
    for name in METHODS:
        case, made = kept.get(name) or run_case(name, start, train_examples, dev_examples)
        cases.append(case)
        tensors |= made
    described = {"versions": VERSIONS, **SETTING, "evalSize": len(dev_examples)}
    write_json("methods.json", {**described, "cases": cases, "policies": policies.all_policies()})
    save_file(tensors, FIXTURES / "methods.safetensors")


if __name__ == "__main__":
    main()
