"""A BERT with exits over Hugging Face's BertModel, as the SWEET paper wires it (arXiv 2306.02307, section 3).

Axes: B batch, T tokens, H hidden, E exits, C classes.
"""

import copy

import torch
from torch import nn
from transformers import BertModel


def load_bert(folder, depth, dtype):
    """The checkpoint's embeddings, first `depth` blocks and pooler, every dropout off."""
    return BertModel.from_pretrained(
        folder,
        num_hidden_layers=depth,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        attn_implementation="eager",
        dtype=dtype,
    )


# Where the parameters of a part of exit i are named: exits.{i}.{place}{leaf}.
PLACES = {"heads": "", "poolers": "pooler.dense.", "cascades": "cascade.", "ensembles": "ensemble.", "losses": "loss."}
PLACES |= {"policies": "policy.", "adapters": "adapter.", "norms": "norm.", "frames": "frame."}


class MultiExit(nn.Module):
    """Exits after the blocks numbered in `depths` (from 1). `heads` is a list of (weight [C, H], bias [C])."""

    def __init__(self, bert, depths, heads, pooler="shared", pooling="cls"):
        super().__init__()
        self.bert, self.depths, self.pooling = bert, depths, pooling
        self.notes = {}
        self.poolers = None
        if pooler == "per-exit":
            self.poolers = nn.ModuleList(copy.deepcopy(bert.pooler.dense) for _ in depths)
        self.shared = pooler == "shared"
        if not self.shared:
            bert.pooler = None
        dtype = next(bert.parameters()).dtype
        self.heads = nn.ModuleList(nn.Linear(w.shape[1], w.shape[0]) for w, _ in heads).to(dtype)
        for head, (weight, bias) in zip(self.heads, heads):
            head.weight.data.copy_(weight)
            head.bias.data.copy_(bias)

    def pool(self, hidden, mask):
        """[B, T, H] -> [B, H]: the first token, or the mean over every token that is not padding."""
        if self.pooling == "cls":
            return hidden[:, 0]
        weight = mask.unsqueeze(-1).to(hidden.dtype)
        return (hidden * weight).sum(1) / weight.sum(1)

    def features(self, index, hidden, mask):
        pooled = self.pool(hidden, mask)
        if self.shared:
            return torch.tanh(self.bert.pooler.dense(pooled))
        if self.poolers is not None:
            return torch.tanh(self.poolers[index](pooled))
        return pooled

    def begin_step(self, t, total):
        """Step t of a stage's total begins. Returns the schedule of the step, if there is one."""

    def others(self, logits):
        """What exits say beside logits, by name: a tensor [N, ...] of each exit for the last batch."""
        return {}

    def part(self, index, hidden):
        """What an exit reads of the hidden state, and what the next block receives of it."""
        return hidden, hidden

    def classify(self, index, features, earlier):
        """Logits [B, C] of an exit; `earlier` has those of the exits before it."""
        return self.heads[index](features)

    def forward(self, batch, detach=False, trace=None):
        """Logits [B, C] of each exit. `detach` cuts the hidden state handed on after each exit (SWEET)."""
        mask = batch["mask"]
        hidden = self.bert.embeddings(input_ids=batch["ids"], token_type_ids=batch["types"])
        bias = (1.0 - mask[:, None, None, :].to(hidden.dtype)) * torch.finfo(torch.float32).min
        trace = {} if trace is None else trace
        trace["hidden.0"] = hidden
        logits = []
        for depth, block in enumerate(self.bert.encoder.layer[: self.depths[-1]], start=1):
            hidden = block(hidden, attention_mask=bias)
            trace[f"hidden.{depth}"] = hidden
            if depth in self.depths:
                index = self.depths.index(depth)
                own, hidden = self.part(index, hidden)
                features = self.features(index, own, mask)
                trace[f"features.{index}"] = features
                logits.append(self.classify(index, features, logits))
                hidden = hidden.detach() if detach else hidden
        return logits

    def named(self):
        """Parameters under Hugging Face's names; those of exit i start with exits.{i}."""
        for name, value in self.named_parameters():
            if name.startswith("bert."):
                yield name.removeprefix("bert."), value
            elif name.startswith("gate."):
                yield name, value
            else:
                part, index, leaf = name.split(".", 2)
                yield f"exits.{index}.{PLACES[part]}{leaf}", value
