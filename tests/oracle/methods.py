"""Methods of training, each a description that staged.py follows: its stages, its model, how gradients join.

E exits, counted here from 0; `losses` has the mean cross-entropy of each. A stage says which parameters it trains by
the exit they belong to (None: the encoder and the shared pooler), what they are called within it, and the last exit.
An objective that is a pair also says the terms that a step notes.
"""

from dataclasses import dataclass
from typing import Callable

from torch.nn.functional import cross_entropy, kl_div, log_softmax

from method_models import Cascaded, Equilibrium
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
    begin: Callable = lambda model: None


@dataclass
class Method:
    stages: list
    model: type = MultiExit
    pooler: str = "shared"
    backward: Callable = backpropagate


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
}
