"""GPFEE (Liao et al. 2021): exits that read earlier features and predictions of later ones. E exits, from 0."""

import torch
from torch import nn
from torch.nn.functional import cosine_embedding_loss

from method_models import Scaled
from model import MultiExit


class PastFuture(MultiExit):
    """The blocks up to `frozen` are detached with probability 1 - (t - 1) / T, each by a draw of its own."""

    frozen = 2

    def __init__(self, bert, depths, heads, **wiring):
        super().__init__(bert, depths, heads, **wiring)
        del self.heads
        width, classes, exits = heads[0][0].shape[1], len(heads[0][1]), len(depths)
        self.classifiers = nn.ModuleList(nn.Linear(width, classes) for _ in range(exits))
        self.gates = nn.ModuleList(nn.Linear(width, classes) for _ in range(exits))
        self.futures = nn.ModuleDict({str(k): nn.Linear(width, width) for k in range(1, exits)})
        self.balance = nn.Linear(classes, classes)
        self.tokens, self.predicted = [], []
        self.factors, self.generator = [1.0] * self.frozen, torch.Generator().manual_seed(37)
        self.to(next(bert.parameters()).dtype)

    def begin_step(self, t, total):
        draws = torch.rand(self.frozen, generator=self.generator)
        self.factors = (draws < (t - 1) / total).int().tolist()
        return self.factors

    def part(self, index, hidden):
        depth = self.depths[index]
        if depth <= self.frozen:
            hidden = Scaled.apply(hidden, self.factors[depth - 1])
        return hidden, hidden

    def past(self):
        return [token.detach() for token in self.tokens[:-1]] + [self.tokens[-1]]

    def classify(self, index, features, earlier):
        if index == 0:
            self.tokens, self.predicted = [], []
        self.tokens.append(features)
        past = self.past()
        future = [torch.tanh(self.futures[str(k)](features)) for k in range(index + 1, len(self.depths))]
        self.predicted.append(future)
        said = [classifier(token) for classifier, token in zip(self.classifiers, past + future, strict=True)]
        gate = torch.tanh(sum(gate(token) for gate, token in zip(self.gates, past)) / len(past))
        share = torch.sigmoid(self.balance(gate))
        return 2 * share * sum(said[: index + 1]) + (2 - 2 * share) * sum(said[index + 1 :])

    def named(self):
        for name, value in self.named_parameters():
            part, rest = name.split(".", 1)
            if part == "bert":
                yield rest, value
            elif part == "poolers":
                index, leaf = rest.split(".")
                yield f"exits.{index}.pooler.dense.{leaf}", value
            else:
                yield name, value


def imitation(tokens, predicted):
    """The mean over exits but the last of the cosine loss of what each predicts."""
    losses = []
    for i, future in enumerate(predicted[:-1]):
        truth = torch.cat(tokens[i + 1 :]).detach()
        losses.append(cosine_embedding_loss(truth, torch.cat(future), torch.ones(len(truth))))
    return sum(losses) / len(losses)
