"""How examples leave, example by example and exit by exit, on random logits. Axes: E exits, N examples, C classes."""

import math

import torch

E, N, C = 5, 40, 3
AGREE = 0.5
ENTROPIES = [0, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1]
CONFIDENCES = [0.35, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99, 1]
# No value may be so near to its threshold, or two classes so near to each other, that rounding could turn a decision.
CLEAR = 1e-5


def label_of(row):
    return max(range(len(row)), key=row.__getitem__)


def probabilities(row):
    powers = [math.exp(x - max(row)) for x in row]
    return [p / sum(powers) for p in powers]


def normalised_entropy(row):
    return -sum(p * math.log(p) for p in probabilities(row)) / math.log(len(row))


def same_label(row, before):
    return label_of(row) == label_of(before)


def near(row, before):
    return abs(row[0] - before[0]) < AGREE


def by_patience(exits, patience, agree):
    """PABEE (Zhou et al. 2020): leave once so many exits in a row have agreed with the one before."""
    counter = 0
    for e, row in enumerate(exits):
        counter = counter + 1 if e > 0 and agree(row, exits[e - 1]) else 0
        if counter >= patience:
            return e
    return len(exits) - 1


def first_where(exits, leaves):
    return next((e for e, row in enumerate(exits) if leaves(row)), len(exits) - 1)


def decisions(record, leave, answer):
    """Where each example leaves, and what is then answered; record [E][N][C]."""
    examples = list(zip(*record))
    exits = [leave(example) for example in examples]
    return {"exits": exits, "predictions": [answer(example[e]) for e, example in zip(exits, examples)]}


def patience_cases(record, agree, answer):
    leave = lambda patience: lambda example: by_patience(example, patience, agree)
    return [{"patience": p, **decisions(record, leave(p), answer)} for p in range(E)]


def threshold_cases(record, thresholds, leaves):
    leave = lambda threshold: lambda example: first_where(example, lambda row: leaves(row, threshold))
    return [{"threshold": t, **decisions(record, leave(t), label_of)} for t in thresholds]


def drift(generator, width, scales):
    """[E][N][C] that wander from exit to exit and grow; float32 holds every number exactly."""
    state, record = torch.randn(N, width, generator=generator), []
    for scale in scales:
        state = state + 0.6 * torch.randn(N, width, generator=generator)
        record.append((state * scale).tolist())
    return record


def weighted(record, weights, biases):
    """ens_i = 1/(i+1) sum_{k <= i} exp(w_i[k]) log p_k + b_i, [E][N][C]."""
    logp = [[[math.log(p) for p in probabilities(row)] for row in rows] for rows in record]
    one = lambda i, n, c: sum(math.exp(weights[i][k]) * logp[k][n][c] for k in range(i + 1)) / (i + 1) + biases[i][c]
    return [[[one(i, n, c) for c in range(C)] for n in range(N)] for i in range(E)]


def check_clear(record, values, thresholds):
    distances = [abs(value - threshold) for value in values for threshold in thresholds if 0 < threshold < 1]
    tops = [sorted(row)[-2:] for rows in record for row in rows if len(row) > 1]
    assert min(distances + [b - a for a, b in tops]) > CLEAR, "a decision is too near to turning over"


def all_policies():
    g = torch.Generator().manual_seed(31)
    scales = [0.5, 0.8, 1.2, 1.7, 2.3]
    logits, numbers = drift(g, C, scales), drift(g, 1, [0.8] * E)
    weights = [(0.3 * torch.randn(i + 1, generator=g)).tolist() for i in range(E)]
    biases = [(0.3 * torch.randn(C, generator=g)).tolist() for _ in range(E)]
    ensembles = weighted(logits, weights, biases)
    rows = lambda record: [row for exits in record for row in exits]
    surest = lambda row: max(probabilities(row))
    check_clear(logits, [normalised_entropy(row) for row in rows(logits)], ENTROPIES)
    check_clear(ensembles, [surest(row) for row in rows(ensembles)], CONFIDENCES)
    check_clear(numbers, [abs(b[0] - a[0]) for x, y in zip(numbers, numbers[1:]) for a, b in zip(x, y)], [AGREE])
    return {
        "logits": logits,
        "patience": patience_cases(logits, same_label, label_of),
        "entropy": threshold_cases(logits, ENTROPIES, lambda row, t: normalised_entropy(row) < t),
        "regression": {
            "logits": numbers,
            "agree": AGREE,
            "patience": patience_cases(numbers, near, lambda row: row[0]),
        },
        "ensemble": {
            "weights": weights,
            "biases": biases,
            "logits": ensembles,
            "confidence": threshold_cases(ensembles, CONFIDENCES, lambda row, t: surest(row) > t),
        },
    }
