"""PALBERT (Balagansky & Gavrilov 2022): one classifier and one lambda layer for every exit. E exits, from 0."""

import torch
from torch import nn

from model import MultiExit


class Pondering(MultiExit):
    """lambda_i of what `state` makes of the features of exits 0 .. i; `lambdas` has those of the last forward pass."""

    hidden, rows = 0, 1

    def __init__(self, bert, depths, heads, **wiring):
        super().__init__(bert, depths, heads, **wiring)
        del self.heads
        width = heads[0][0].shape[1]
        wide = self.rows * width
        self.classifier = nn.Linear(width, len(heads[0][1]))
        self.lambda_layers = nn.ModuleList(nn.Linear(wide, wide) for _ in range(self.hidden))
        self.lambda_last = nn.Linear(wide, 1)
        self.tokens, self.lambdas = [], []
        self.add_embeddings(len(depths), width)
        self.to(next(bert.parameters()).dtype)

    def add_embeddings(self, exits, width):
        """The parameters that `state` reads."""

    def state(self):
        return self.tokens[-1]

    def classify(self, index, features, earlier):
        if index == 0:
            self.tokens, self.lambdas = [], []
        self.tokens.append(features)
        x = self.state()
        for layer in self.lambda_layers:
            x = torch.tanh(layer(x))
        self.lambdas.append(torch.sigmoid(self.lambda_last(x)).squeeze(-1))
        return self.classifier(features)

    def others(self, logits):
        return {"lambdas": self.lambdas}

    def named(self):
        last = "lambda.last" if self.hidden else "lambda"
        places = {"classifier": "classifier", "lambda_last": last, "embeddings": "lambda.embeddings"}
        for name, value in self.named_parameters():
            part, leaf = name.split(".", 1)
            if part == "bert":
                yield leaf, value
            elif part == "lambda_layers":
                yield f"lambda.{leaf}", value
            else:
                yield f"{places[part]}.{leaf}", value


class Palbert(Pondering):
    """The state [h_i + e_i; h_{i-1} + e_{i-1}], with zeros for what is before the first exit. Nothing is detached."""

    hidden, rows = 3, 2

    def add_embeddings(self, exits, width):
        self.embeddings = nn.Embedding(exits, width)

    def state(self):
        placed = [token + self.embeddings.weight[i] for i, token in enumerate(self.tokens)]
        before = placed[-2] if len(placed) > 1 else torch.zeros_like(placed[-1])
        return torch.cat([placed[-1], before], dim=1)


def truncated(lambdas, epsilon=0.05):
    """p_i [E, B]; where the sum so far is above 1 - epsilon, epsilon / E."""
    left, total, found = torch.ones_like(lambdas[0]), torch.zeros_like(lambdas[0]), []
    for value in lambdas:
        p = torch.where(total > 1 - epsilon, torch.full_like(left, epsilon / len(lambdas)), value * left)
        left, total = left * (1 - value), total + p
        found.append(p)
    return torch.stack(found)


def prior_of(rate, exits):
    first = [rate * (1 - rate) ** i for i in range(exits - 1)]
    return torch.tensor(first + [1 - sum(first)], dtype=torch.float64)


def prior_to_exits(p, rate=0.1):
    """KL(prior||p), a mean over examples."""
    prior = prior_of(rate, len(p)).to(p.dtype)
    return torch.nn.functional.kl_div(p.log().T, prior.expand(p.shape[1], -1), reduction="batchmean")


def with_remainder(lambdas):
    """p_i [E, B]; the last exit gets what is left."""
    left, found = torch.ones_like(lambdas[0]), []
    for value in lambdas[:-1]:
        found.append(value * left)
        left = left * (1 - value)
    return torch.stack(found + [left])


def exits_to_prior(p, rate=0.1):
    """KL(p||prior), a mean over examples."""
    prior = prior_of(rate, len(p)).to(p.dtype)
    return (p * (p.log() - prior.log()[:, None])).sum(0).mean()
