"""COSEE (He et al. 2025) from the paper's equations, sample by sample and exit by exit; every source of chance off.

The recipe is that of train.py. beta_t = beta_0 (t - 1) / T, as in the published code; thresholds are compared strictly.
Axes: M exits, of which M - 1 are internal, N samples of the batch, K thresholds.
"""

import math

import torch
from torch.nn.functional import cross_entropy

from data import batches
from model import MultiExit, load_bert
from train import clip

# A decision this near to turning over might turn over by rounding.
CLEAR = 1e-5


def energy(logits):
    """Eq. 10 and 11."""
    return 1 / (1 + torch.logsumexp(logits, -1).exp())


def entropy(logits):
    logp = torch.log_softmax(logits, -1)
    return -(logp.exp() * logp).sum(-1) / math.log(logits.shape[-1])


def softmax_score(logits):
    return torch.softmax(logits, -1).max(-1).values


# Each signal, and whether a low one is easy.
SIGNALS = {"energy": (energy, True), "entropy": (entropy, True), "softmax": (softmax_score, False)}


def exit_of(scores, threshold, low_is_easy):
    """m*, counted from 0: the first internal exit whose signal is beyond the threshold, else the last."""
    for m, score in enumerate(scores):
        if (score < threshold) if low_is_easy else (score > threshold):
            return m
    return len(scores)


def weights_of(scores, thresholds, beta, low_is_easy):
    """Eq. 3 averaged over the thresholds (Eq. 5), [M, N]."""
    exits = len(scores) + 1
    rows = []
    for n in range(scores.shape[1]):
        left = [exit_of(scores[:, n].tolist(), threshold, low_is_easy) for threshold in thresholds]
        powers = [[math.exp(-beta * abs(m - star)) for m in range(exits)] for star in left]
        rows.append([sum(p[m] / sum(p) for p in powers) / len(powers) for m in range(exits)])
    return torch.tensor(rows, dtype=scores.dtype).T


def calibration_of(scores, right, margin, low_is_easy, average):
    """Eq. 6 to 8, how many exits have both kinds of sample, and how near a hinge is to its corner."""
    total, counted, nearest = scores.new_zeros(()), 0, math.inf
    for score, good in zip(scores, right):
        if good.all() or not good.any():
            continue
        gap = score[good].mean() - score[~good].mean()
        reach = (gap if low_is_easy else -gap) + margin
        total = total + torch.clamp(reach, min=0)
        counted, nearest = counted + 1, min(nearest, abs(reach.item()))
    among = len(scores) if average == "internal" else max(counted, 1)
    return total / among, counted, nearest


def between(scores, count):
    """`count` thresholds that parts of the scores lie below: the middles of wide gaps, spread over all of them."""
    order = scores.flatten().sort().values.tolist()
    gaps = [(b - a, (a + b) / 2) for a, b in zip(order, order[1:])]
    part = len(gaps) / count
    return [max(gaps[int(k * part) : max(int((k + 1) * part), int(k * part) + 1)])[1] for k in range(count)]


def objective(logits, labels, setting, t, steps, thresholds):
    """The scalar of Eq. 9 and what is to be told of the step. `thresholds` is a count where none are given yet."""
    signal, low_is_easy = SIGNALS[setting["signal"]]
    internal = torch.stack(logits[:-1])
    scores = signal(internal)
    if isinstance(thresholds, int):
        thresholds = between(scores.detach(), thresholds)
    right = internal.argmax(-1) == labels
    beta = setting["beta0"] * (t - 1) / steps
    weights = weights_of(scores.detach(), thresholds, beta, low_is_easy)
    losses = torch.stack([cross_entropy(x, labels, reduction="none") for x in logits])
    weighted = (weights * losses).mean(1).sum()
    rules = setting["margin"], low_is_easy, setting["average"]
    calibration, counted, hinge = calibration_of(scores, right, *rules)
    top = internal.detach().topk(2, -1).values
    clear = {
        "threshold": min((scores - threshold).abs().min().item() for threshold in thresholds),
        "class": (top[..., 0] - top[..., 1]).min().item(),
        "hinge": hinge,
    }
    notes = {"weighted": weighted, "calibration": calibration, "lowest": scores.min(), "highest": scores.max()}
    record = {
        "loss": losses.mean(1).tolist(),
        "thresholds": thresholds,
        "counted": counted,
        "notes": {name: value.item() for name, value in notes.items()},
    }
    return weighted + setting["alpha"] * calibration, record, clear


def train(setting, folder, depths, heads, examples, lr, batch, thresholds, dtype=torch.float32, **wiring):
    """The trained model, a record per step, and how near any decision of the run was to turning over."""
    model = MultiExit(load_bert(folder, depths[-1], dtype), depths, heads, **wiring)
    return model, *train_model(model, setting, examples, lr, batch, thresholds)


def train_model(model, setting, examples, lr, batch, thresholds):
    """A record per step, and how near any decision of the run was to turning over."""
    parameters = [p for _, p in model.named()]
    optimizer = torch.optim.AdamW(parameters, lr=lr, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0)
    order = list(batches(examples, batch))
    records, nearest = [], {}
    model.train()
    for t, rows in enumerate(order, start=1):
        rate = lr * (1 - (t - 1) / len(order))
        optimizer.param_groups[0]["lr"] = rate
        optimizer.zero_grad(set_to_none=True)
        given = thresholds if isinstance(thresholds, int) else thresholds[t - 1]
        logits = model(rows, detach=setting["routed"])
        loss, record, clear = objective(logits, rows["labels"], setting, t, len(order), given)
        loss.backward()
        norm = clip(parameters)
        optimizer.step()
        records.append({"step": t, "learningRate": rate, "gradientNorm": [norm], **record})
        nearest = {name: min(value, nearest.get(name, math.inf)) for name, value in clear.items()}
    return records, nearest
