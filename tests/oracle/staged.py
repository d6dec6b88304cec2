"""Training in stages, every source of chance off. Each stage has its own AdamW and its own decay of the rate to 0.

The recipe is that of train.py; the rate of step t of a stage's T is its first rate times 1 - (t - 1) / T. A parameter
that a stage does not train is not touched.
"""

import re

import torch
from torch.nn.functional import cross_entropy

from data import batches
from model import load_bert
from train import clip


def build(method, folder, depths, start, dtype):
    """A model whose exits start with the values given; poolers of an exit with the checkpoint's."""
    heads = [(start[f"exits.{i}.weight"], start[f"exits.{i}.bias"]) for i in range(len(depths))]
    model = method.model(load_bert(folder, depths[-1], dtype), depths, heads, pooler=method.pooler)
    for name, value in model.named():
        if name in start:
            value.data.copy_(start[name])
    return model


def train(method, folder, depths, start, examples, lr, epochs, batch, dtype=torch.float32):
    """The trained model and a record per step, the first of each stage with sums and norms of its gradients.

    A model knows its batches, and how many steps have begun.
    """
    model = build(method, folder, depths, start, dtype)
    order = [rows for _ in range(epochs) for rows in batches(examples, batch)]
    model.train()
    model.examples, model.steps = list(batches(examples, batch)), 0
    records = []
    for stage, first, last in spans(method.stages, len(order)):
        stage.begin(model)
        records += run_stage(method, stage, model, order[first:last], lr)
    return model, [{"step": t, **record} for t, record in enumerate(records, start=1)]


def spans(stages, steps):
    """The steps of each stage, by its share."""
    total, shares, before = sum(stage.share for stage in stages), 0, 0
    for stage in stages:
        shares += stage.share
        last = int(shares / total * steps + 0.5)
        yield stage, before, last
        before = last


def run_stage(method, stage, model, order, lr):
    trained = choose(stage, model)
    first = stage.factor * lr if stage.rate is None else stage.rate
    optimizer = torch.optim.AdamW(rated(stage, trained), lr=first, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0)
    records = []
    for t, rows in enumerate(order, start=1):
        rate = first * (1 - (t - 1) / len(order))
        for group in optimizer.param_groups:
            group["lr"] = group["factor"] * rate
        optimizer.zero_grad(set_to_none=True)
        model.steps, model.notes = model.steps + 1, {}
        model.step = t
        schedule = model.begin_step(t, len(order))
        logits = model(rows)
        losses = [cross_entropy(x, rows["labels"]) for x in logits]
        objective = stage.objective(model, logits, losses, rows["labels"])
        parts = list(model.notes.values()) if method.by_terms else losses
        seen = method.backward(objective, parts, trained)
        missed = [name for name, value in trained.items() if value.grad is None]
        assert not missed, f"{stage.name}: the loss does not reach {missed}"
        gradients = {name: value.grad.double() for name, value in trained.items()} if t == 1 else {}
        norms = {name: {"sum": x.sum().item(), "norm": x.norm().item()} for name, x in gradients.items()}
        norm = clip(list(trained.values()))
        optimizer.step()
        told = {"loss": [x.item() for x in losses], "objective": objective.item(), **seen}
        if model.notes:
            told["notes"] = {name: float(torch.as_tensor(value).detach()) for name, value in model.notes.items()}
        if schedule is not None:
            told["schedule"] = schedule
        if norms:
            told["gradients"] = norms
        records.append({"stage": stage.name, "learningRate": rate, "gradientNorm": [norm], **told})
    return records


def rated(stage, trained):
    """The trained parameters in groups of one factor of the rate each."""
    groups = {}
    for name, value in trained.items():
        groups.setdefault(stage.rate_factor(*place_of(name)), []).append(value)
    return [{"params": values, "factor": factor} for factor, values in groups.items()]


def choose(stage, model):
    """The parameters that the stage trains, by name; no other takes a gradient."""
    last = len(model.depths) - 1
    trained = {}
    for name, value in model.named():
        exit, leaf = place_of(name)
        value.requires_grad_(stage.trains(exit, leaf, last))
        if value.requires_grad:
            trained[name] = value
    return trained


def place_of(name):
    """`exits.2.cascade.weight` -> (2, "cascade.weight"); (None, name) of the encoder and the shared pooler."""
    found = re.match(r"exits\.(\d+)\.(.*)", name)
    return (int(found[1]), found[2]) if found else (None, name)
