"""Writes tests/fixtures/methods.{json,safetensors}: `python tests/oracle/make_method_fixtures.py [METHOD...]`, seconds.

With names, only these methods are trained; the cases of the others stay as they are.

The methods of methods.py train an exit after four of five blocks, on three classes: a LayerNorm of two logits would
tell hardly more than a sign. Each method is also trained in float64; `rounding` is
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
TEACHERS = "teachers.safetensors"
OTHERS_KEPT = (
    "pooler.dense.bias",
    "encoder.layer.0.output.LayerNorm.weight",
    "encoder.layer.3.attention.output.dense.bias",
)
OF_EXITS = ("exits.", "gate.", "classifier.", "lambda.", "classifiers.", "gates.", "balance.")
LARGE = ("pooler.dense.weight", "lambda.0.weight", "lambda.1.weight", "lambda.2.weight", "down.weight", "up.weight")


def draw_start():
    """What a checkpoint does not hold: heads, the cascade and ensembles of Zero Time Waste, the gate of BERxiT."""
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
    start["gate.weight"] = normal(0.3, 1, WIDTH)
    start["gate.bias"] = normal(0.1, 1)
    return start | draw_shared() | draw_policies() | draw_frames() | draw_weights()


def draw_shared():
    """What exits share: the classifier and the lambda layers of PALBERT and PonderNet, and the layers of GPFEE."""
    generator = torch.Generator().manual_seed(29)
    normal = lambda scale, *shape: scale * torch.randn(*shape, generator=generator)
    wide = 2 * WIDTH
    start = {"classifier.weight": normal(0.3, CLASSES, WIDTH), "classifier.bias": normal(0.05, CLASSES)}
    start["lambda.embeddings.weight"] = normal(0.3, len(SETTING["exits"]), WIDTH)
    for i in range(3):
        start |= {f"lambda.{i}.weight": normal(0.15, wide, wide), f"lambda.{i}.bias": normal(0.05, wide)}
    start |= {"lambda.last.weight": normal(0.3, 1, wide), "lambda.last.bias": normal(0.05, 1)}
    start |= {"lambda.weight": normal(0.3, 1, WIDTH), "lambda.bias": normal(0.05, 1)}
    for k in range(len(SETTING["exits"])):
        for part in ("classifiers", "gates"):
            start |= {f"{part}.{k}.weight": normal(0.3, CLASSES, WIDTH), f"{part}.{k}.bias": normal(0.05, CLASSES)}
        if k > 0:
            start |= {f"futures.{k}.weight": normal(0.2, WIDTH, WIDTH), f"futures.{k}.bias": normal(0.05, WIDTH)}
    return start | {"balance.weight": normal(0.5, CLASSES, CLASSES), "balance.bias": normal(0.1, CLASSES)}


def draw_policies():
    """The policy nets of ConsistentEE, near enough to 1/2 that examples leave everywhere."""
    generator = torch.Generator().manual_seed(29)
    normal = lambda scale, *shape: scale * torch.randn(*shape, generator=generator)
    start = {}
    for i in range(len(SETTING["exits"])):
        start[f"exits.{i}.policy.dense.weight"] = normal(0.3, 32, WIDTH)
        start[f"exits.{i}.policy.dense.bias"] = normal(0.1, 32)
        start[f"exits.{i}.policy.output.weight"] = normal(0.3, 1, 32)
        start[f"exits.{i}.policy.output.bias"] = normal(0.1, 1) - 0.5
    return start


def draw_frames():
    """The adapters, norms and frames of DisentangledEE."""
    generator = torch.Generator().manual_seed(31)
    normal = lambda scale, *shape: scale * torch.randn(*shape, generator=generator)
    start = {}
    for i in range(len(SETTING["exits"])):
        start[f"exits.{i}.frame.weight"] = normal(0.3, CLASSES, WIDTH)
        start |= {f"exits.{i}.norm.weight": 1 + normal(0.2, WIDTH), f"exits.{i}.norm.bias": normal(0.2, WIDTH)}
    for i in range(len(SETTING["exits"]) - 1):
        adapter = f"exits.{i}.adapter"
        start |= {f"{adapter}.down.weight": normal(0.1, 128, WIDTH), f"{adapter}.down.bias": normal(0.1, 128)}
        start |= {f"{adapter}.up.weight": normal(0.01, WIDTH, 128), f"{adapter}.up.bias": normal(0.01, WIDTH)}
        start[f"{adapter}.LayerNorm.weight"] = 1 + normal(0.2, WIDTH)
        start[f"{adapter}.LayerNorm.bias"] = normal(0.2, WIDTH)
    return start


def draw_weights():
    """What only the loss of DynExit reads."""
    generator = torch.Generator().manual_seed(37)
    return {f"exits.{i}.loss.bias": 0.5 * torch.randn(1, generator=generator) for i in range(len(SETTING["exits"]))}


def draw_teachers():
    """What only the loss of LeeBERT reads: for each exit, a number for each other exit."""
    generator = torch.Generator().manual_seed(41)
    exits = range(len(SETTING["exits"]))
    return {f"exits.{i}.loss.bias": 0.5 * torch.randn(len(exits) - 1, generator=generator) for i in exits}


def start_of(name, start):
    return start | draw_teachers() if name == "leebert" else start


def write_teachers(start):
    """The heads of LeeBERT, a file of their own: DynExit's parameters of the same names have another shape."""
    names = [f"exits.{i}.{leaf}" for i in range(len(SETTING["exits"])) for leaf in ("weight", "bias", "loss.bias")]
    own = start_of("leebert", start)
    save_file({name: own[name] for name in names}, FIXTURES / TEACHERS)


def make_task():
    """Writes the texts and reads them: the examples to train on, and those to evaluate."""
    header, names = ["index", "sentence1", "sentence2", "gold_label"], ("train", "dev_matched")
    texts.write_task(FOLDER, header, texts.three_way, (CASE["trainSize"], 12), seed=17, names=names)
    tokenizer = TINY["folder"] / "tokenizer.json"
    return [encode(read(FOLDER / f"{name}.tsv", "mnli"), tokenizer, SETTING["maxLength"]) for name in names]


def kept(name):
    """Small enough to be stored whole: all of the exits but large matrices, and a few of the encoder."""
    return name in OTHERS_KEPT or name.startswith(OF_EXITS) and not name.endswith(LARGE)


def distance(found, exact, floor=0.0):
    return max(abs(a - b) / max(abs(b), floor) for a, b in zip(found, exact, strict=True))


def values_of(steps, name):
    return [value for step in steps for value in step[name]]


def checksums(model):
    """Sum and norm of every parameter, summed in float64."""
    values = {name: value.detach().double() for name, value in model.named()}
    return {name: {"sum": value.sum().item(), "norm": value.norm().item()} for name, value in values.items()}


def short(told):
    """Numbers of nine digits, which tell every float32 from the next."""
    if isinstance(told, dict):
        return {key: short(value) for key, value in told.items()}
    return [short(value) for value in told] if isinstance(told, list) else float(f"{told:.9g}")


def told_of(step):
    """What a test reads of a step: the rate whole, other numbers short."""
    others = [key for key in ("loss", "gradientNorm", "notes", "schedule", "gradients") if key in step]
    return {key: step[key] for key in ("step", "learningRate")} | {key: short(step[key]) for key in others}


def outputs(model, examples):
    """Logits [E, N, C], and what else the exits say, [E, N, ...]. The examples are one batch."""
    logits = evaluate([model], examples)
    with torch.no_grad():
        others = model.others(list(logits))
    return {"logits": logits, **{name: torch.stack(values) for name, values in others.items()}}


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
    arguments = {"folder": TINY["folder"], "depths": SETTING["exits"], "start": start_of(name, start)}
    arguments |= {"examples": train_examples}
    arguments |= {"lr": SETTING["learningRate"], "epochs": CASE["epochs"], "batch": CASE["batch"]}
    runs = [train(method, **arguments, dtype=dtype) for dtype in (torch.float32, torch.float64)]
    twins, steps = zip(*runs)
    sums = [checksums(model) for model in twins]
    said = [outputs(model, dev_examples) for model in twins]
    rounding = rounding_of(twins, steps, sums, said)
    tell(name, rounding, steps[0])
    tensors = {f"{name}.{key}": value.contiguous() for key, value in said[0].items()}
    tensors |= {f"{name}.final.{key}": value.detach() for key, value in twins[0].named() if kept(key)}
    told = {"rounding": rounding, "steps": [told_of(step) for step in steps[0]], "final": short(sums[0])}
    own = {"heads": TEACHERS, "memory": sum(twins[0].halves, [])} if name == "leebert" else {}
    return {"method": name, "pooler": method.pooler, **CASE, **own, **told}, tensors


def stored_cases(names):
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
    stored = stored_cases(sys.argv[1:])
    cases, tensors = [], dict(start)
    for name in METHODS:
        case, made = stored.get(name) or run_case(name, start, train_examples, dev_examples)
        cases.append(case)
        tensors |= made
    described = {"versions": VERSIONS, **SETTING, "evalSize": len(dev_examples)}
    write_teachers(start)
    write_json("methods.json", {**described, "cases": cases, "policies": policies.all_policies()})
    save_file(tensors, FIXTURES / "methods.safetensors")


if __name__ == "__main__":
    main()
