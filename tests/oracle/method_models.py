"""Models of methods: ElasticBERT's way for gradients, the exits of Zero Time Waste, weights of losses. E exits, from 0."""

import torch
from torch import nn
from torch.nn.functional import layer_norm

from model import MultiExit


class Scaled(torch.autograd.Function):
    """The same value; its gradient times a factor."""

    @staticmethod
    def forward(context, hidden, factor):
        context.factor = factor
        return hidden.view_as(hidden)

    @staticmethod
    def backward(context, gradient):
        return gradient * context.factor, None


class Equilibrium(MultiExit):
    """ElasticBERT (Liu et al. 2022): at exit i its own gradient times 1/(E-i), that of later exits (E-i-1)/(E-i)."""

    def part(self, index, hidden):
        left = len(self.depths) - index
        return Scaled.apply(hidden, 1 / left), Scaled.apply(hidden, (left - 1) / left)


class Ensemble(nn.Module):
    """(1 / (i + 1)) sum_{k <= i} exp(w_k) log p_k + b; the logits of earlier exits are constants."""

    def __init__(self, exit, classes):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(exit + 1))
        self.bias = nn.Parameter(torch.zeros(classes))

    def forward(self, logits):
        constant = [x.detach() for x in logits[:-1]] + [logits[-1]]
        logp = torch.log_softmax(torch.stack(constant), -1)
        return (self.weight.exp()[:, None, None] * logp).mean(0) + self.bias


class Cascaded(MultiExit):
    """Zero Time Waste (Wołczyk et al. 2021): logits_i = W_i h_i + U_i LN(logits_{i-1}) + b_i; an ensemble an exit."""

    def __init__(self, bert, depths, heads, **wiring):
        super().__init__(bert, depths, heads, **wiring)
        classes = len(heads[0][1])
        later = range(1, len(depths))
        self.cascades = nn.ModuleDict({str(i): nn.Linear(classes, classes, bias=False) for i in later})
        self.ensembles = nn.ModuleList(Ensemble(i, classes) for i in range(len(depths)))
        self.to(next(bert.parameters()).dtype)

    def classify(self, index, features, earlier):
        own = self.heads[index](features)
        if index == 0:
            return own
        before = earlier[-1].detach()
        return own + self.cascades[str(index)](layer_norm(before, before.shape[-1:], eps=1e-5))

    def together(self, logits):
        """ens_i [B, C] of each exit."""
        return [ensemble(logits[: i + 1]) for i, ensemble in enumerate(self.ensembles)]


class Bias(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(size))


class Weighing(MultiExit):
    """A number for each exit that only the loss reads."""

    def __init__(self, bert, depths, heads, **wiring):
        super().__init__(bert, depths, heads, **wiring)
        self.losses = nn.ModuleList(Bias(1) for _ in depths)
        self.to(next(bert.parameters()).dtype)
