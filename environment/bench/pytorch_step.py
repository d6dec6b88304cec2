"""The Early-Exit training step in PyTorch with Hugging Face's BERT or another of its encoders, timed on request.

One JSON line in, one JSON line out: {"model": {...}} builds a model and answers {"ready": versions}; {"steps": n}
answers the seconds of n steps. All settings are the defaults of Transformers' Trainer: sdpa attention, all cores,
torch's fused AdamW, clip_grad_norm_, dropout. The model's "device" is "cpu", or "best": a CUDA GPU if there is one,
with matrix products in TF32 as in TensorFlow."""

import json
import sys
import time

import torch
import transformers
from torch import nn
from torch.nn.functional import cross_entropy
from transformers import AutoConfig, AutoModel


class EarlyExit(nn.Module):
    """[CLS] -> the shared pooler -> dropout -> a linear head for each exit."""

    def __init__(self, config, exits, classes):
        super().__init__()
        self.bert, self.exits = AutoModel.from_config(config), exits
        self.pooler = getattr(self.bert, "pooler", None) or ContextPooler(config.hidden_size)
        self.dropout = nn.Dropout(config.hidden_dropout_prob)
        self.heads = nn.ModuleList(nn.Linear(config.hidden_size, classes) for _ in exits)

    def forward(self, ids, types, mask):
        states = self.bert(ids, attention_mask=mask, token_type_ids=types, output_hidden_states=True).hidden_states
        pooled = (self.pooler(states[depth]) for depth in self.exits)
        return [head(self.dropout(x)) for head, x in zip(self.heads, pooled)]


class ContextPooler(nn.Module):
    """The pooler of DeBERTa's classifier."""

    def __init__(self, width):
        super().__init__()
        self.dense = nn.Linear(width, width)

    def forward(self, states):
        return nn.functional.gelu(self.dense(states[:, 0]))


class Bench:
    def __init__(
        self, hidden, heads, intermediate, blocks, vocabulary, exits, batch, tokens, device="cpu", config=None, **_
    ):
        sizes = {"hidden_size": hidden, "num_attention_heads": heads, "intermediate_size": intermediate}
        sizes |= {"vocab_size": vocabulary, "num_hidden_layers": blocks, **(config or {"model_type": "bert"})}
        config = AutoConfig.for_model(**sizes)
        self.device = "cuda" if device == "best" and torch.cuda.is_available() else "cpu"
        self.model = EarlyExit(config, exits, classes=2).train().to(self.device)
        self.optimizer = torch.optim.AdamW(self.model.parameters(), lr=5e-5, weight_decay=0.0, fused=True)
        self.batches = [random_batch(batch, tokens, vocabulary, self.device) for _ in range(8)]
        self.done = 0

    def step(self):
        inputs, labels = self.batches[self.done % len(self.batches)]
        self.done += 1
        losses = [cross_entropy(logits, labels) for logits in self.model(*inputs)]
        self.optimizer.zero_grad(set_to_none=True)
        sum(losses).backward()
        norm = torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        return [loss.item() for loss in losses], norm.item()

    def run(self, count):
        seconds = []
        for _ in range(count):
            start = time.perf_counter()
            self.step()
            seconds.append(time.perf_counter() - start)
        return seconds


def random_batch(batch, tokens, vocabulary, device):
    shape = (batch, tokens)
    ids = torch.randint(1000, vocabulary, shape, device=device)
    types, mask = (fill(shape, dtype=torch.long, device=device) for fill in (torch.zeros, torch.ones))
    return (ids, types, mask), torch.randint(0, 2, (batch,), device=device)


def main():
    transformers.logging.set_verbosity_error()
    torch.set_float32_matmul_precision("high")
    bench = None
    for line in sys.stdin:
        request = json.loads(line)
        if "model" in request:
            bench = None
            bench = Bench(**request["model"])
            answer = {
                "torch": torch.__version__,
                "transformers": transformers.__version__,
                "device": torch.cuda.get_device_name() if bench.device == "cuda" else "cpu",
                "threads": torch.get_num_threads(),
                "attention": bench.model.bert.config._attn_implementation,
            }
        else:
            answer = bench.run(request["steps"])
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
