"""Token ids of a task, and batches of consecutive rows padded to their own longest row."""

import csv

import torch
from tokenizers import Tokenizer

LABELS = {
    "rte": {"entailment": 0, "not_entailment": 1},
    "sst-2": {"0": 0, "1": 1},
    "mnli": {"entailment": 0, "neutral": 1, "contradiction": 2},
}
COLUMNS = {
    "rte": ("sentence1", "sentence2", "label"),
    "sst-2": ("sentence", None, "label"),
    "mnli": ("sentence1", "sentence2", "gold_label"),
}


def read(path, task):
    """[(sentence1, sentence2 or None, label)] of a classic GLUE TSV."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    first, second, label = COLUMNS[task]
    return [(r[first], r[second] if second else None, LABELS[task][r[label]]) for r in rows]


def encode(rows, tokenizer_file, max_length):
    """[(ids, type ids, label)] with special tokens, `longest_first` truncation, no padding."""
    tokenizer = Tokenizer.from_file(str(tokenizer_file))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_length, strategy="longest_first")
    encoded = [tokenizer.encode(a) if b is None else tokenizer.encode(a, b) for a, b, _ in rows]
    return [(e.ids, e.type_ids, label) for e, (_, _, label) in zip(encoded, rows)]


def batches(examples, size):
    for start in range(0, len(examples), size):
        yield pad(examples[start : start + size])


def pad(examples):
    longest = max(len(ids) for ids, _, _ in examples)
    fill = lambda values: list(values) + [0] * (longest - len(values))
    return {
        "ids": torch.tensor([fill(ids) for ids, _, _ in examples]),
        "types": torch.tensor([fill(types) for _, types, _ in examples]),
        "mask": torch.tensor([fill([1] * len(ids)) for ids, _, _ in examples]),
        "labels": torch.tensor([label for _, _, label in examples]),
    }
