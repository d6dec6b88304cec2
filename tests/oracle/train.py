"""Early-Exit, SWEET and Multi-Model to the SWEET recipe, with every source of chance switched off.

Loss: the sum over exits of the mean cross-entropy. AdamW (0.9, 0.999, 1e-8), no decay; linear decay without
warm-up: step t of T uses lr (1 - (t - 1) / T); global norm clipped to 1 by min(1, 1 / (norm + 1e-6)).
"""

import torch
from torch.nn.functional import cross_entropy

from data import batches
from model import MultiExit, load_bert


def train(method, folder, depths, heads, examples, lr, epochs=1, batch=16, dtype=torch.float32, **wiring):
    """Returns the trained members [(model, its exits)] and a record per step."""
    groups = [[i] for i in range(len(depths))] if method == "multi-model" else [range(len(depths))]
    members, records = [], None
    for group in groups:
        own = [depths[i] for i in group]
        model = MultiExit(load_bert(folder, own[-1], dtype), own, [heads[i] for i in group], **wiring)
        steps = train_one(model, examples, lr, epochs, batch, detach=method == "sweet")
        records = steps if records is None else [merge(a, b) for a, b in zip(records, steps)]
        members.append(model)
    return members, records


def train_one(model, examples, lr, epochs, size, detach):
    """One encoder and its exits."""
    parameters = [p for _, p in model.named()]
    optimizer = torch.optim.AdamW(parameters, lr=lr, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0)
    order = [b for _ in range(epochs) for b in batches(examples, size)]
    records = []
    model.train()
    for t, batch in enumerate(order, start=1):
        rate = lr * (1 - (t - 1) / len(order))
        optimizer.param_groups[0]["lr"] = rate
        optimizer.zero_grad(set_to_none=True)
        losses = exit_losses(model, batch, detach)
        sum(losses).backward()
        norm = clip(parameters)
        optimizer.step()
        records.append(
            {
                "step": t,
                "loss": [x.item() for x in losses],
                "learningRate": rate,
                "gradientNorm": [norm],
            }
        )
    return records


def exit_losses(model, batch, detach):
    return [cross_entropy(logits, batch["labels"]) for logits in model(batch, detach)]


def clip(parameters):
    """Scales the gradients to a global norm of at most 1 and returns the norm before."""
    gradients = [p.grad for p in parameters if p.grad is not None]
    norm = torch.sqrt(sum((g * g).sum() for g in gradients))
    factor = torch.clamp(1.0 / (norm + 1e-6), max=1.0)
    for gradient in gradients:
        gradient.mul_(factor)
    return norm.item()


def merge(a, b):
    """Two members' records of one step as one."""
    return {**a, "loss": a["loss"] + b["loss"], "gradientNorm": a["gradientNorm"] + b["gradientNorm"]}


@torch.no_grad()
def evaluate(members, examples, size=16):
    """Logits [E, N, C]."""
    outputs = []
    for model in members:
        model.eval()
        parts = [model(batch) for batch in batches(examples, size)]
        outputs += [torch.cat(exit_parts) for exit_parts in zip(*parts)]
    return torch.stack(outputs)
