"""Methods of training, each a description that staged.py follows: its stages, its model, how gradients join.

E exits, counted here from 0; `losses` has the mean cross-entropy of each. A stage says which parameters it trains by
the exit they belong to (None: the encoder and the shared pooler), what they are called within it, and the last exit.
An objective leaves in `notes` of the model what a step notes: the terms of the loss, if gradients join `by_terms`.
"""

from dataclasses import dataclass
from typing import Callable

import torch
from torch.nn.functional import cross_entropy, kl_div, log_softmax

import surgery
from method_models import Cascaded, Equilibrium, Framed, Gated, Policied, Teaching, Weighing
from model import MultiExit
from past_future import PastFuture, imitation
from pondering import Palbert, Pondering, exits_to_prior, prior_to_exits, truncated, with_remainder


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
    model.notes = {"distillation": sum(terms)}
    return sum(terms)


def weighed(model, logits, losses, labels, regularisation=0.35):
    """sum_m s_m L_m - lambda sum_m ln s_m, with s_m the sigmoid of a parameter."""
    weights = [torch.sigmoid(own.bias[0]) for own in model.losses]
    total = sum(weight * loss for weight, loss in zip(weights, losses))
    model.notes = {f"weight-{m}": weight for m, weight in enumerate(weights, start=1)}
    return total - regularisation * sum(torch.log(weight) for weight in weights)


def mutual_losses(model, logits, losses, labels):
    """sum_m CE_m + 1/(E-1) sum_m sum_{k != m} KL(p_k || p_m), the teachers p_k constants."""
    logp = [log_softmax(x, -1) for x in logits]
    pairs = [(student, teacher) for m, student in enumerate(logp) for k, teacher in enumerate(logp) if k != m]
    learned = [kl_div(x, y.detach(), reduction="batchmean", log_target=True) for x, y in pairs]
    model.notes = {"crossEntropy": sum(losses), "mutual": sum(learned) / (len(logits) - 1)}
    return sum(model.notes.values())


def divergence(teacher, student, rows):
    """KL(teacher || student), the mean over these rows of logits; 0 without a row. The teacher is a constant."""
    if not rows:
        return 0 * student.sum()
    teacher, student = log_softmax(teacher[rows].detach(), -1), log_softmax(student[rows], -1)
    return kl_div(student, teacher, reduction="batchmean", log_target=True)


def learned_teachers(model, logits, losses, labels):
    """sum_m CE_m + sum_m sum_{k != m} w_mk KL(p_k || p_m), w_m a softmax.

    On the first half of the examples the weights are constants, on the second the divergences are.
    """
    learned, weighed, teachers = 0, 0, 0
    for m, own in enumerate(model.losses):
        weights = torch.softmax(own.bias, 0)
        others = [k for k in range(len(logits)) if k != m]
        for weight, k in zip(weights, others):
            learned = learned + weight.detach() * divergence(logits[k], logits[m], model.rows_of(0))
            weighed = weighed + weight * divergence(logits[k], logits[m], model.rows_of(1)).detach()
        teachers = teachers + torch.exp(-(weights * torch.log(weights)).sum()) / len(logits)
    model.notes = {"crossEntropy": sum(losses), "distillation": learned, "teachers": teachers}
    return sum(losses) + learned + weighed


def raised_for_weights(factor):
    return lambda exit, leaf: factor if leaf == "loss.bias" else 1


def mean_loss(model, logits, losses, labels):
    return sum(losses) / len(losses)


def alternate(model, logits, losses, labels):
    """BERxiT without gates: L_E at odd steps, sum_m L_m at even steps, counted from 1.

    The loss of an exit that a step leaves out has the weight 0, so that its parameters have gradients of 0 and not
    none: AdamW counts the steps of all parameters alike, and its moments decay.
    """
    others = 1 - model.step % 2
    return others * sum(losses[:-1]) + losses[-1]


def alternate_lte(model, logits, losses, labels):
    """BERxiT: L_E at odd steps, sum_{m<E} L_m at even steps, and the mean squared error of the gate at every step."""
    others = 1 - model.step % 2
    wrong = [(x.argmax(-1) != labels).to(x.dtype) for x in logits]
    errors = [((u - w) ** 2).mean() for u, w in zip(model.uncertainties(), wrong)]
    return others * sum(losses[:-1]) + (1 - others) * losses[-1] + sum(errors) / len(errors)


def ensembles_loss(model, logits, losses, labels):
    together = model.together(logits)
    return sum(cross_entropy(x, labels) for x in together) / len(together)


def pondered(model, logits, labels, p, divergence, beta):
    examples = torch.stack([cross_entropy(x, labels, reduction="none") for x in logits])
    model.notes = {"weighted": (p * examples).sum(0).mean(), "divergence": divergence}
    return model.notes["weighted"] + beta * divergence


def palbert(model, logits, losses, labels):
    p = truncated(model.lambdas)
    return pondered(model, logits, labels, p, prior_to_exits(p), beta=0.5)


def pondernet(model, logits, losses, labels):
    p = with_remainder(model.lambdas)
    return pondered(model, logits, labels, p, exits_to_prior(p), beta=0.5)


def gpfee(model, logits, losses, labels):
    weighted = by_depth(model, logits, losses, labels)
    model.notes = {"weighted": weighted, "imitation": imitation(model.tokens, model.predicted)}
    return sum(model.notes.values()) / 2


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
    share: float = 1


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


def policy_loss(model, logits, losses, labels):
    return model.reinforced(logits, labels)[1]


def drawn_and_policy_loss(model, logits, losses, labels):
    return sum(model.reinforced(logits, labels))


def deciding(exit, leaf, last):
    return leaf.startswith("policy.") and exit != last


def not_policies(exit, leaf, last):
    return not leaf.startswith("policy.")


def early_first(model, logits, losses, labels):
    """sum_j (E - j) L_j / sum_j (E - j), j from 1, without the last exit."""
    weights = range(len(losses) - 1, 0, -1)
    return sum(weight * loss for weight, loss in zip(weights, losses)) / sum(weights)


def not_frames(exit, leaf, last):
    return not leaf.startswith("frame.")


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
    "gradient-surgery": Method([Stage("all", every_loss)], backward=surgery.project),
    "ztw": Method(
        [
            Stage("encoder", last_loss, encoder_and_last_cascade),
            Stage("cascade", mean_loss, cascaded_heads, rate=1e-2),
            Stage("ensembles", ensembles_loss, ensembles, rate=1e-3),
        ],
        model=Cascaded,
    ),
    "berxit": Method([Stage("all", alternate_lte)], model=Gated),
    "berxit-alternate": Method([Stage("all", alternate)]),
    "palbert": Method([Stage("all", palbert)], model=Palbert),
    "pondernet": Method([Stage("all", pondernet)], model=Pondering),
    "gpfee": Method([Stage("all", gpfee)], model=PastFuture, pooler="per-exit"),
    "consistent-ee": Method(
        [
            Stage("exits", by_depth, not_policies, share=5),
            Stage("policy nets", policy_loss, deciding, rate=3e-4, share=2, begin=Policied.remember),
            Stage("all", drawn_and_policy_loss, lambda *at: deciding(*at) or not_policies(*at), share=2),
        ],
        model=Policied,
    ),
    "disentangled-ee": Method(
        [
            Stage("encoder", last_loss, lambda *at: encoder_and_last(*at) and not_frames(*at), share=5),
            Stage("adapters", early_first, lambda *at: internal(*at) and not_frames(*at), rate=8e-3),
        ],
        model=Framed,
    ),
    "fastbert": Method(
        [Stage("teacher", last_loss, encoder_and_last), Stage("students", taught_by_last, internal, factor=10)],
        pooler="per-exit",
    ),
    "dynexit": Method([Stage("all", weighed, rate_factor=raised_for_weights(100))], model=Weighing),
    "gaml-bert": Method([Stage("all", mutual_losses)], backward=surgery.align, by_terms=True),
    "cagrad": Method([Stage("all", every_loss)], backward=surgery.averse),
    "leebert": Method([Stage("all", learned_teachers, rate_factor=raised_for_weights(10))], model=Teaching),
}
