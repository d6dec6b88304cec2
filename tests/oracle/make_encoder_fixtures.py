"""Writes tests/fixtures/encoders/: `python tests/oracle/make_encoder_fixtures.py [ARCHITECTURE ...]`, a minute.

For each architecture of encoder_cases: hidden states, pooled rows and logits of random encoders, in float64 and
checked here against Transformers' own forward pass; gradients of the summed losses of all exits, as norms and
projections on drawn vectors; and 20 training steps. The tests draw the same parameters and batches (drawn.py).
"""

import argparse
import functools
import importlib
import pkgutil

import torch
import transformers
from safetensors.torch import save_file

import cosee
import drawn
import encoder_cases
from data import encode, read
from encoder_exits import members
from make_fixtures import FIXTURES, TINY, VERSIONS, write_json
from train import evaluate, exit_losses, merge, train_one

EXAMPLES, TOKENS, CLASSES = 5, 7, 3
PROJECTIONS = 3
STEPS, BATCH, RATE, THRESHOLDS = 20, 8, 5e-4, 3
FOLDER = "encoders"
COSEE = {"signal": "energy", "beta0": 10, "alpha": 0.1, "margin": 0.3, "average": "contributing", "routed": False}


def all_cases():
    """The subclass of EncoderCase in each file of encoder_cases."""
    names = [module.name for module in pkgutil.iter_modules(encoder_cases.__path__)]
    return [importlib.import_module(f"encoder_cases.{name}").CASE for name in sorted(names)]


def drawn_batch(name, config):
    """Random tokens of random lengths: the first example is the longest, and the second has one token.

    An encoder without token types gets types, too: it must not read them. No token is the padding token, whose row
    Transformers does not train.
    """
    lengths = [TOKENS, 1, *(1 + n for n in drawn.integers(f"{name}/lengths", EXAMPLES - 2, TOKENS))]
    square = lambda values: torch.tensor(values).reshape(EXAMPLES, TOKENS)
    mask = torch.tensor([[int(t < length) for t in range(TOKENS)] for length in lengths])
    pad = config.get("pad_token_id", 0)
    ids = [pad + 1 if i == pad else i for i in drawn.integers(f"{name}/ids", EXAMPLES * TOKENS, config["vocab_size"])]
    types = drawn.integers(f"{name}/types", EXAMPLES * TOKENS, config.get("type_vocab_size") or 2)
    return {
        "ids": square(ids).where(mask == 1, pad),
        "types": square(types) * mask,
        "mask": mask,
        "labels": torch.tensor(drawn.integers(f"{name}/labels", EXAMPLES, CLASSES)),
    }


def config_of(case, name):
    return {key: value for key, value in case.cases[name].items() if key != "exits"}


@torch.no_grad()
def forward(case, name, batch):
    """The states of real tokens, pooled rows and logits, after a comparison with Transformers' own forward pass."""
    [(_, exits)] = members("early-exit", case, name, CLASSES, torch.float64)
    trace = {}
    logits = exits(batch, trace=trace)
    states, final = case.whole(config_of(case, name), exits, batch)
    real = batch["mask"] == 1
    deepest = exits.depths[-1]
    assert len(states) > deepest, f"{name}: {len(states)} states"
    for depth, state in enumerate(states[: deepest + 1]):
        assert torch.allclose(trace[f"hidden.{depth}"][real], state[real], atol=1e-10), f"{name}: depth {depth}"
    if deepest == len(states) - 1:
        assert torch.allclose(logits[-1], final, atol=1e-10), f"{name}: the logits"
    of_tokens = {key: value[real] if key.startswith("hidden") else value for key, value in trace.items()}
    return {f"{name}.{key}": value.float().contiguous() for key, value in of_tokens.items()}


def short(tensor):
    """Numbers of nine digits."""
    return [short(row) if row.dim() else float(f"{row.item():.9g}") for row in tensor]


def told(name, gradient):
    """The norm of a gradient and its projections."""
    vectors = [torch.tensor(drawn.uniform(f"{k}/{name}", gradient.numel())) for k in range(PROJECTIONS)]
    return short(torch.stack([gradient.norm(), *(torch.dot(gradient.flatten(), vector) for vector in vectors)]))


def gradients(case, name, batch):
    found = {}
    for method in ("early-exit", "sweet", "multi-model"):
        losses, own = [], {}
        for prefix, exits in members(method, case, name, CLASSES, torch.float64):
            each = exit_losses(exits, batch, detach=method == "sweet")
            sum(each).backward()
            losses += [loss.item() for loss in each]
            own |= {f"{prefix}{key}": told(key, x.grad) for key, x in exits.named() if x.grad is not None}
        found[method] = {"losses": losses, "gradients": own}
    return found


def train_case(case, name, method, splits, dtype, thresholds):
    """Steps and final logits [E, N, C]. `thresholds` are those of COSEE, or how many a step has."""
    models = [model for _, model in members(method, case, name, 2, dtype)]
    examples = splits["train"][: STEPS * BATCH]
    if method == "cosee":
        steps, clear = cosee.train_model(models[0], COSEE, examples, RATE, BATCH, thresholds)
        assert min(clear.values()) > cosee.CLEAR, f"{name}: a decision is too near to turning over: {clear}"
    else:
        each = [train_one(model, examples, RATE, 1, BATCH, detach=method == "sweet") for model in models]
        steps = [functools.reduce(merge, of_step) for of_step in zip(*each)]
    return steps, evaluate(models, splits["dev"])


def trained(case, name, method, splits):
    """A run in float64, which the tests follow, and its distance from one in float32."""
    exact, exact_logits = train_case(case, name, method, splits, torch.float64, THRESHOLDS)
    given = [step["thresholds"] for step in exact] if method == "cosee" else None
    steps, logits = train_case(case, name, method, splits, torch.float32, given)
    rounding = max(abs(a - b) / abs(b) for s, e in zip(steps, exact) for a, b in zip(s["loss"], e["loss"]))
    far = (logits - exact_logits).abs().max().item()
    print(f"   {method:12} rounding {rounding:.1e}, {far:.1e}; loss {exact[0]['loss']} -> {exact[-1]['loss']}")
    rules = COSEE if method == "cosee" else {}
    return {**rules, "method": method, "rounding": rounding, "steps": exact, "logits": short(exact_logits)}


def read_splits():
    tokenizer = TINY["folder"] / "tokenizer.json"
    paths = {split: TINY["data"] / f"{split}.tsv" for split in ("train", "dev")}
    return {split: encode(read(path, TINY["task"]), tokenizer, TINY["maxLength"]) for split, path in paths.items()}


def make(case, splits):
    tensors, cases = {}, []
    for name, fields in case.cases.items():
        config = config_of(case, name)
        batch = drawn_batch(name, config)
        tensors |= forward(case, name, batch)
        told_case = {"name": name, "config": {"model_type": case.architecture, **config}, "exits": fields["exits"]}
        cases.append({**told_case, "gradients": gradients(case, name, batch)})
    for told_case in cases:
        print(told_case["name"])
        methods = case.trained.get(told_case["name"], ())
        told_case["training"] = [trained(case, told_case["name"], method, splits) for method in methods]
    sizes = {"examples": EXAMPLES, "tokens": TOKENS, "classes": CLASSES}
    recipe = {"task": TINY["task"], "maxLength": TINY["maxLength"], "learningRate": RATE, "batch": BATCH}
    described = {"versions": VERSIONS, **sizes, "recipe": {**recipe, "trainSize": STEPS * BATCH}}
    write_json(f"{FOLDER}/{case.architecture}.json", {**described, "cases": cases})
    save_file(tensors, FIXTURES / FOLDER / f"{case.architecture}.safetensors")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("architectures", nargs="*", help="default: all")
    asked = parser.parse_args().architectures
    transformers.logging.set_verbosity_error()
    torch.set_num_threads(1)
    (FIXTURES / FOLDER).mkdir(exist_ok=True)
    splits = read_splits()
    for case in all_cases():
        if not asked or case.architecture in asked:
            make(case, splits)


if __name__ == "__main__":
    main()
