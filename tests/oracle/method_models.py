"""Models of methods: ElasticBERT's way for gradients, exits that are more than a head, weights of losses.

E exits, from 0.
"""

import torch
from torch import nn
from torch.nn.functional import cross_entropy, layer_norm

from model import MultiExit
from philox import seed_of_step, uniform


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


class Gated(MultiExit):
    """BERxiT (Xin et al. 2021): one gate for all exits says how likely each is wrong, u_i = sigmoid(v f_i + c)."""

    def __init__(self, bert, depths, heads, **wiring):
        super().__init__(bert, depths, heads, **wiring)
        self.gate = nn.Linear(heads[0][0].shape[1], 1).to(next(bert.parameters()).dtype)
        self.seen = []

    def classify(self, index, features, earlier):
        self.seen = self.seen[:index] + [features]
        return super().classify(index, features, earlier)

    def uncertainties(self):
        """u_i [B] of each exit, for the batch that was read last."""
        return [torch.sigmoid(self.gate(features)).squeeze(-1) for features in self.seen]

    def others(self, logits):
        return {"gates": self.uncertainties()}


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

    def others(self, logits):
        return {"ensemble": self.together(logits)}


class Policy(nn.Module):
    """The probability of leaving at an exit, [B]."""

    def __init__(self, width, units=32):
        super().__init__()
        self.dense, self.output = nn.Linear(width, units), nn.Linear(units, 1)

    def forward(self, features):
        hidden = nn.functional.gelu(self.dense(features))
        return torch.sigmoid(self.output(hidden))[:, 0]


class Policied(MultiExit):
    """ConsistentEE (Zeng et al. 2024): a policy net at each exit, and replicas that leave where it draws."""

    alpha, replicas, seed, least = 0.09, 8, 1, 1e-7

    def __init__(self, bert, depths, heads, **wiring):
        super().__init__(bert, depths, heads, **wiring)
        self.policies = nn.ModuleList(Policy(bert.config.hidden_size) for _ in depths)
        self.to(next(bert.parameters()).dtype)
        self.said = [None] * len(depths)

    def classify(self, index, features, earlier):
        self.said[index] = self.policies[index](features)
        return super().classify(index, features, earlier)

    def others(self, logits):
        return {"policy": self.said}

    @torch.no_grad()
    def remember(self):
        """The memorised layer of every example, in batches: the depth from which on no exit errs."""
        self.memory = []
        for rows in self.examples:
            right = [(x.argmax(-1) == rows["labels"]).tolist() for x in self(rows)]
            self.memory.append([self.memorised(example) for example in zip(*right)])

    def memorised(self, right):
        wrong = [exit for exit, is_right in enumerate(right) if not is_right]
        first = wrong[-1] + 1 if wrong else 0
        return self.depths[min(first, len(self.depths) - 1)]

    def draws(self, examples):
        last = len(self.depths) - 1
        return uniform((self.replicas, last, examples), seed_of_step(self.seed, self.steps)).tolist()

    def exit_of(self, drawn, example):
        """The first exit that lets the example leave; `drawn` has a number for each exit and example."""
        lets = (e for e, row in enumerate(drawn) if row[example] < self.said[e][example].item())
        return next(lets, len(self.depths) - 1)

    def log_probability(self, exit, example):
        stays = [torch.log((1 - self.said[e][example]).clamp(min=self.least)) for e in range(exit)]
        if exit == len(self.depths) - 1:
            return sum(stays)
        return sum(stays) + torch.log(self.said[exit][example].clamp(min=self.least))

    def reward(self, loss, exit, memorised):
        return -loss - self.alpha * self.depths[exit] * (1 - memorised / self.depths[-1])

    def reinforced(self, logits, labels):
        """Mean cross-entropy where the replicas leave, and the loss of their policy."""
        losses = torch.stack([cross_entropy(x, labels, reduction="none") for x in logits])
        memory = self.memory[(self.steps - 1) % len(self.memory)]
        exits = [[self.exit_of(drawn, n) for n in range(len(labels))] for drawn in self.draws(len(labels))]
        policy, classification = 0, 0
        for n, memorised in enumerate(memory):
            own = [row[n] for row in exits]
            rewards = [self.reward(losses[e, n].item(), e, memorised) for e in own]
            baseline = sum(rewards) / len(rewards)
            for exit, reward in zip(own, rewards):
                policy = policy - (reward - baseline) * self.log_probability(exit, n)
                classification = classification + losses[exit, n]
        count = self.replicas * len(labels)
        depth = sum(self.depths[e] for row in exits for e in row) / count
        terms = classification / count, policy / count
        self.notes = {"classification": terms[0].item(), "policy": terms[1].item(), "depth": depth}
        return terms


class Adapter(nn.Module):
    """LN(h + 8 (U relu(D h + d) + u)), [B, H]."""

    def __init__(self, width, bottleneck=128):
        super().__init__()
        self.down, self.up = nn.Linear(width, bottleneck), nn.Linear(bottleneck, width)
        self.LayerNorm = nn.LayerNorm(width, eps=1e-12)

    def forward(self, row):
        return self.LayerNorm(row + 8 * self.up(torch.relu(self.down(row))))


class Frame(nn.Module):
    """sqrt(C / (C - 1)) Q (I - 11^T / C), [H, C], with the Q of QR whose R has a positive diagonal."""

    def __init__(self, classes, width):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(classes, width))

    def forward(self):
        q, r = torch.linalg.qr(self.weight.detach().T)
        classes = q.shape[1]
        centre = torch.eye(classes, dtype=q.dtype) - 1 / classes
        return (classes / (classes - 1)) ** 0.5 * (q * r.diagonal().sign()) @ centre


class Framed(MultiExit):
    """DisentangledEE (Ji et al. 2023), with LayerNorm for BatchNorm, and adapters on the rows of the exits."""

    def __init__(self, bert, depths, heads, **wiring):
        super().__init__(bert, depths, heads, **wiring)
        self.heads = nn.ModuleList()
        width, classes = bert.config.hidden_size, len(heads[0][1])
        self.adapters = nn.ModuleList(Adapter(width) for _ in depths[:-1])
        self.norms = nn.ModuleList(nn.LayerNorm(width, eps=1e-12) for _ in depths)
        self.frames = nn.ModuleList(Frame(classes, width) for _ in depths)
        self.to(next(bert.parameters()).dtype)

    def features(self, index, hidden, mask):
        row = self.pool(hidden, mask)
        if index < len(self.adapters):
            row = self.adapters[index](row)
        return torch.tanh(self.bert.pooler.dense(row))

    def classify(self, index, features, earlier):
        direction = nn.functional.normalize(self.norms[index](features), dim=-1)
        return direction @ self.frames[index]()


class Bias(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(size))


class Weighing(MultiExit):
    """A number for each exit that only the loss reads."""

    def __init__(self, bert, depths, heads, **wiring):
        super().__init__(bert, depths, heads, **wiring)
        self.losses = nn.ModuleList(Bias(self.size(len(depths))) for _ in depths)
        self.to(next(bert.parameters()).dtype)

    def size(self, exits):
        return 1


class Teaching(Weighing):
    """LeeBERT (Zhu 2021): a number for each other exit. `halves` has the half of each example, a row for each batch."""

    halves = [[0, 1, 0, 0, 1, 0, 1, 0], [0] * 8, [1] * 8, [1, 0, 1, 1, 0, 1, 0, 1]]

    def size(self, exits):
        return exits - 1

    def rows_of(self, half):
        """The rows of the batch that are in a half."""
        return [row for row, own in enumerate(self.halves[(self.steps - 1) % len(self.halves)]) if own == half]
