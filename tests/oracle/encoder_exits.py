"""Exits on any encoder of encoder_cases, wired as in model.py. Axes: B batch, T tokens, H hidden, E exits, C classes."""

import torch
from torch import nn

import drawn

# Every dropout off, as fields of BERT's configuration and its siblings'.
PLAIN = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0, "attn_implementation": "eager"}


class EncoderCase:
    """An encoder of Hugging Face that is run block by block. A file of encoder_cases has one subclass.

    Names of parameters are the lab's: those of the base model, and `pooler...` for what pools a row.
    """

    architecture = ""
    # Cases by name: fields of config.json, and `exits`, the depths of its exits.
    cases = {}
    # The cases that are also trained, with the methods: early-exit, sweet, multi-model, cosee.
    trained = {}
    # More fields for Transformers: every dropout off, and attention by plain operations.
    plain = PLAIN
    # The field of the width H.
    width = "hidden_size"

    def build(self, config):
        """The base model with this configuration, without dropout. Its parameters are set afterwards."""
        raise NotImplementedError

    def pooler(self, model):
        """The module whose parameters pool a row. `model` must not keep it."""
        raise NotImplementedError

    def row(self, model, hidden, batch):
        """What an exit reads of a hidden state, [B, T, H] -> [B, H]."""
        return hidden[:, 0]

    def pool(self, pooler, row):
        """[B, H] -> [B, H]"""
        raise NotImplementedError

    def embed(self, model, batch):
        """[B, T, H], the hidden states before the first block."""
        raise NotImplementedError

    def block(self, model, index, hidden, batch):
        """[B, T, H] -> [B, T, H]"""
        raise NotImplementedError

    def whole(self, config, exits, batch):
        """What Transformers itself computes with the parameters of `exits`: hidden states [M + 1] and logits [B, C].

        The logits are those of its model for sequence classification, whose head is that of the last exit.
        """
        raise NotImplementedError

    def named(self, model):
        """(name, parameter) of the base model, once each."""
        return model.named_parameters()


def bias(batch, hidden):
    """The bias of attention scores, [B, 1, 1, T]."""
    return (1.0 - batch["mask"][:, None, None, :].to(hidden.dtype)) * torch.finfo(torch.float32).min


def whole_model(model, base, exits, batch, dense, out, types=True):
    """EncoderCase.whole for a model whose head is a linear layer `out`, after `dense` of the pooler."""
    model.double().eval()
    base.load_state_dict(exits.model.state_dict(), strict=False)
    dense.load_state_dict({key.split(".")[-1]: value for key, value in exits.pooler.state_dict().items()})
    out.load_state_dict(exits.heads[-1].state_dict())
    inputs = {"token_type_ids": batch["types"]} if types else {}
    said = model(batch["ids"], attention_mask=batch["mask"], output_hidden_states=True, **inputs)
    return said.hidden_states, said.logits


class EncoderExits(nn.Module):
    """Exits after the blocks numbered in `depths` (from 1), numbered from `first`; one pooler for all, [CLS]."""

    def __init__(self, case, name, depths, classes, dtype, first=0):
        super().__init__()
        self.case, self.depths, self.classes, self.first = case, depths, classes, first
        config = {key: value for key, value in case.cases[name].items() if key != "exits"}
        model = case.build(config).to(dtype)
        self.pooler = case.pooler(model).to(dtype)
        self.model = model
        self.heads = nn.ModuleList(nn.Linear(config[case.width], classes) for _ in depths).to(dtype)
        for key, value in self.named():
            value.data = torch.tensor(drawn.parameter(name, key, tuple(value.shape))).to(dtype)

    def forward(self, batch, detach=False, trace=None):
        """Logits [B, C] of each exit. `detach` cuts the hidden state handed on after each exit (SWEET)."""
        case, trace = self.case, {} if trace is None else trace
        hidden = trace["hidden.0"] = case.embed(self.model, batch)
        logits = []
        for depth in range(1, self.depths[-1] + 1):
            hidden = trace[f"hidden.{depth}"] = case.block(self.model, depth - 1, hidden, batch)
            if depth in self.depths:
                index = self.depths.index(depth)
                features = trace[f"features.{index}"] = case.pool(self.pooler, case.row(self.model, hidden, batch))
                logits.append(self.heads[index](features))
                trace[f"logits.{index}"] = logits[-1]
                hidden = hidden.detach() if detach else hidden
        return logits

    def named(self):
        """Every parameter under the lab's name, once."""
        yield from self.case.named(self.model)
        for name, value in self.pooler.named_parameters():
            yield f"pooler.{name}", value
        for name, value in self.heads.named_parameters():
            index, leaf = name.split(".")
            yield f"exits.{int(index) + self.first}.{leaf}", value


def members(method, case, name, classes, dtype):
    """The models of a method and their prefixes: one, or one for each exit (Multi-Model)."""
    depths = case.cases[name]["exits"]
    if method != "multi-model":
        return [("", EncoderExits(case, name, depths, classes, dtype))]
    return [
        (f"members.{i}.", EncoderExits(case, name, [depth], classes, dtype, first=i)) for i, depth in enumerate(depths)
    ]
