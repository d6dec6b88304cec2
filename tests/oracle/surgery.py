"""PCGrad (Yu et al. 2020) over exits, one group of parameters at a time."""

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
