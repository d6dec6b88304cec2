"""Methods of training, each a description that staged.py follows: its stages, its model, how gradients join.

E exits, counted here from 0; `losses` has the mean cross-entropy of each. A stage says which parameters it trains by
the exit they belong to (None: the encoder and the shared pooler), what they are called within it, and the last exit.
An objective that is a pair also says the terms that a step notes.
"""

from dataclasses import dataclass
from typing import Callable

import torch
from torch.nn.functional import cross_entropy, kl_div, log_softmax

import surgery
from method_models import Cascaded, Equilibrium, Weighing
from model import MultiExit
from surgery import project


def every_loss(model, logits, losses, labels):
    return sum(losses)


def by_depth(model, logits, losses, labels):
    """sum_j j L_j / sum_j j, j from 1."""
    return sum(j * loss for j, loss in enumerate(losses, start=1)) / sum(range(1, len(losses) + 1))


def last_loss(model, logits, losses, labels):
    return losses[-1]


def internal_losses(model, logits, losses, labels):
    return sum(losses[:-1])


def taught_by_last(model, logits, losses, labels):
    """sum_{j<E} KL(p_E || p_j), the batch's mean; the labels are not read."""
    teacher = log_softmax(logits[-1], -1).detach()
    terms = [kl_div(log_softmax(x, -1), teacher, reduction="batchmean", log_target=True) for x in logits[:-1]]
    return sum(terms), {"distillation": sum(terms)}


def weighed(model, logits, losses, labels, regularisation=0.35):
    """sum_m s_m L_m - lambda sum_m ln s_m, with s_m the sigmoid of a parameter."""
    weights = [torch.sigmoid(own.bias[0]) for own in model.losses]
    total = sum(weight * loss for weight, loss in zip(weights, losses))
    objective = total - regularisation * sum(torch.log(weight) for weight in weights)
    return objective, {f"weight-{m}": weight for m, weight in enumerate(weights, start=1)}


def mutual_losses(model, logits, losses, labels):
    """sum_m CE_m + 1/(E-1) sum_m sum_{k != m} KL(p_k || p_m), the teachers p_k constants."""
    logp = [log_softmax(x, -1) for x in logits]
    pairs = [(student, teacher) for m, student in enumerate(logp) for k, teacher in enumerate(logp) if k != m]
    learned = [kl_div(x, y.detach(), reduction="batchmean", log_target=True) for x, y in pairs]
    terms = {"crossEntropy": sum(losses), "mutual": sum(learned) / (len(logits) - 1)}
    return sum(terms.values()), terms


def raised_for_weights(exit, leaf):
    return 100 if leaf == "loss.bias" else 1


def mean_loss(model, logits, losses, labels):
    return sum(losses) / len(losses)


def ensembles_loss(model, logits, losses, labels):
    together = model.together(logits)
    return sum(cross_entropy(x, labels) for x in together) / len(together)


def poolers_of_the_last(model):
    """Internal exits begin with the pooler that the last exit has learned."""
    for pooler in model.poolers[:-1]:
        pooler.load_state_dict(model.poolers[-1].state_dict())


def backpropagate(objective, losses, trained):
    objective.backward()
    return {}


@dataclass
class Stage:
    name: str
    objective: Callable
    trains: Callable = lambda exit, leaf, last: True
    rate: float | None = None
    factor: float = 1
    rate_factor: Callable = lambda exit, leaf: 1
    begin: Callable = lambda model: None


@dataclass
class Method:
    stages: list
    model: type = MultiExit
    pooler: str = "shared"
    backward: Callable = backpropagate
    by_terms: bool = False


def encoder_and_last(exit, leaf, last):
    return exit in (None, last)


def internal(exit, leaf, last):
    return exit not in (None, last)


def ensembles(exit, leaf, last):
    return leaf.startswith("ensemble.")


def cascaded_heads(exit, leaf, last):
    return exit is not None and not ensembles(exit, leaf, last)


def encoder_and_last_cascade(exit, leaf, last):
    return encoder_and_last(exit, leaf, last) and not ensembles(exit, leaf, last)


METHODS = {
    "pabee": Method([Stage("all", by_depth)]),
    "elasticbert": Method([Stage("all", every_loss)], model=Equilibrium),
    "deebert": Method(
        [
            Stage("encoder", last_loss, encoder_and_last),
            Stage("exits", internal_losses, internal, begin=poolers_of_the_last),
        ],
        pooler="per-exit",
    ),
    "mixed": Method([Stage("encoder", last_loss, encoder_and_last), Stage("all", every_loss)]),
    "gradient-surgery": Method([Stage("all", every_loss)], backward=project),
    "ztw": Method(
        [
            Stage("encoder", last_loss, encoder_and_last_cascade),
            Stage("cascade", mean_loss, cascaded_heads, rate=1e-2),
            Stage("ensembles", ensembles_loss, ensembles, rate=1e-3),
        ],
        model=Cascaded,
    ),
    "fastbert": Method(
        [Stage("teacher", last_loss, encoder_and_last), Stage("students", taught_by_last, internal, factor=10)],
        pooler="per-exit",
    ),
    "dynexit": Method([Stage("all", weighed, rate_factor=raised_for_weights)], model=Weighing),
    "gaml-bert": Method([Stage("all", mutual_losses)], backward=surgery.align, by_terms=True),
    "cagrad": Method([Stage("all", every_loss)], backward=surgery.averse),
}
