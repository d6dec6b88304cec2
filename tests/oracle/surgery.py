"""Gradients of exits or of terms that are combined, one group of parameters at a time.

PCGrad (Yu et al. 2020), gradient-aligned mutual learning (Zhu et al. 2021) and CAGrad (Liu et al. 2021).
"""

import re

import torch


def group_of(name):
    """The embeddings, a block, the pooler or a head."""
    return re.match(r"embeddings|encoder\.layer\.\d+|pooler|exits\.\d+", name).group()


def operate(gradients):
    """sum_i g_i' of flat gradients, and how often a projection was made. Each g_j is met in order, none twice."""
    total, conflicts = torch.zeros_like(gradients[0]), 0
    for i, own in enumerate(gradients):
        for j, other in enumerate(gradients):
            product = own @ other
            if i != j and product < 0:
                own = own - product / (other @ other) * other
                conflicts += 1
        total = total + own
    return total, conflicts


def project(objective, losses, trained):
    """Leaves in `grad` what to clip and to step by. Returns how many projections each group saw."""
    names = list(trained)
    values = list(trained.values())
    gradients = [torch.autograd.grad(loss, values, retain_graph=True, materialize_grads=True) for loss in losses]
    conflicts = {}
    for group in dict.fromkeys(map(group_of, names)):
        members = [k for k, name in enumerate(names) if group_of(name) == group]
        total, conflicts[group] = operate([torch.cat([g[k].flatten() for k in members]) for g in gradients])
        for k, part in zip(members, total.split([values[k].numel() for k in members])):
            values[k].grad = part.reshape(values[k].shape)
    return {"conflicts": conflicts}


def by_group(parts, trained, combine):
    """Leaves in `grad` what `combine` makes of the gradients of the parts that reach a group of parameters."""
    names, values = list(trained), list(trained.values())
    found = [torch.autograd.grad(part, values, retain_graph=True, allow_unused=True) for part in parts]
    for group in dict.fromkeys(map(group_of, names)):
        members = [k for k, name in enumerate(names) if group_of(name) == group]
        reaching = [g for g in found if any(g[k] is not None for k in members)]
        flat = [torch.cat([fill(g[k], values[k]).flatten() for k in members]) for g in reaching]
        total = combine(flat)
        for k, part in zip(members, total.split([values[k].numel() for k in members])):
            values[k].grad = part.reshape(values[k].shape)
    return {}


def fill(gradient, value):
    return torch.zeros_like(value) if gradient is None else gradient


def along_the_first(gradients):
    """The sum of two gradients; the second without its part against the first."""
    if len(gradients) == 1:
        return gradients[0]
    first, second = gradients
    product = second @ first
    return first + second - (product / (first @ first) * first if product < 0 else 0)


def align(objective, parts, trained):
    """Gradient-aligned mutual learning: the parts are the cross-entropy and what exits learn from each other."""
    return by_group(parts, trained, lambda gradients: along_the_first(gradients))


C = 0.4


def dual_weights(gradients, c):
    """w on the simplex that minimises <g_w, g_0> + c |g_0| |g_w|: golden sections along all pairs, until none helps."""
    stacked = torch.stack(gradients).double()
    products = (stacked @ stacked.T / (stacked * stacked).sum(1).mean()).tolist()
    K = range(len(gradients))
    mean = [sum(row) / len(row) for row in products]
    radius = c * max(sum(mean) / len(mean), 0) ** 0.5

    def objective(w):
        square = sum(w[i] * w[j] * products[i][j] for i in K for j in K)
        return sum(w[i] * mean[i] for i in K) + radius * max(square, 0) ** 0.5

    w, last = [1 / len(gradients) for _ in K], float("inf")
    while last - objective(w) > 1e-13:
        last = objective(w)
        for i in K:
            for j in range(i):
                both = w[i] + w[j]
                with_share = lambda share: [share if k == i else both - share if k == j else w[k] for k in K]
                w = with_share(golden(lambda share: objective(with_share(share)), both))
    return torch.tensor(w, dtype=gradients[0].dtype)


def golden(of, end, steps=45):
    """Where a convex function on [0, end] is least; an end itself if it is there."""
    ratio, low, high = (5**0.5 - 1) / 2, 0.0, end
    for _ in range(steps):
        left, right = high - ratio * (high - low), low + ratio * (high - low)
        low, high = (low, right) if of(left) < of(right) else (left, high)
    return min((0.0, (low + high) / 2, end), key=of)


def conflict_averse(gradients, c=C):
    """CAGrad (Liu et al. 2021), times the number of gradients and divided by 1 + c^2."""
    if len(gradients) == 1:
        return gradients[0]
    own = dual_weights(gradients, c) @ torch.stack(gradients)
    total = sum(gradients)
    return (total + c * total.norm() * own / own.norm()) / (1 + c**2)


def averse(objective, losses, trained):
    return by_group(losses, trained, lambda gradients: conflict_averse(gradients))
