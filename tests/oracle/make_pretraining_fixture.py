"""Writes tests/fixtures/pretraining.{json,safetensors}: `python tests/oracle/make_pretraining_fixture.py`, seconds.

Eight steps of masked-language modelling of the small BERT with Hugging Face's BertForMaskedLM and PyTorch's AdamW,
dropout off: weight decay for matrices alone, global norm clipped to 1. make_fixtures.py must have made the small BERT.
"""

import torch
import transformers
from safetensors.torch import save_file
from transformers import BertForMaskedLM

from make_fixtures import TINY, FIXTURES, VERSIONS, write_json
from train import clip

STEPS, ROWS, TOKENS, SLOTS = 8, 4, 16, 14
ADAM = {"beta1": 0.9, "beta2": 0.98, "epsilon": 1e-6, "decay": 0.01}


def load():
    """The small BERT with a head drawn by hand: every weight large enough to matter."""
    off = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
    model = BertForMaskedLM.from_pretrained(TINY["folder"], attn_implementation="eager", **off)
    generator = torch.Generator().manual_seed(21)
    for name, value in model.cls.named_parameters():
        if name.endswith("decoder.weight"):
            continue
        noise = torch.randn(value.shape, generator=generator)
        value.data = 0.7 + 0.1 * noise if name.endswith("LayerNorm.weight") else 0.3 * noise
    assert model.cls.predictions.decoder.weight is model.bert.embeddings.word_embeddings.weight
    return model


def make_batch(generator):
    """Rows of several lengths and few words, so that some are guessed right; 3 slots a row, the last two of all unused."""
    lengths = [TOKENS, TOKENS - 3, TOKENS - 7, TOKENS]
    ids = torch.randint(5, 10, (ROWS, TOKENS), generator=generator)
    mask = torch.tensor([[1.0 if t < n else 0.0 for t in range(TOKENS)] for n in lengths])
    types = torch.tensor([[1 if n // 2 <= t < n else 0 for t in range(TOKENS)] for n in lengths])
    ids = ids * mask.long()
    slots = torch.cat([row * TOKENS + 1 + torch.randperm(n - 2, generator=generator)[:3] for row, n in enumerate(lengths)])
    labels = ids.flatten()[slots]
    shown = ids.flatten().clone()
    shown[slots] = 4
    pad = torch.zeros(SLOTS - len(slots), dtype=torch.long)
    weights = torch.cat([torch.ones(len(slots)), torch.zeros(len(pad))])
    return {
        "ids": shown.reshape(ROWS, TOKENS),
        "typeIds": types,
        "mask": mask,
        "slots": torch.cat([slots, pad]),
        "labels": torch.cat([labels, pad]),
        "weights": weights,
    }


def step(model, batch):
    """Mean cross-entropy and error rate over the masked pieces, by Hugging Face's own loss."""
    used = batch["weights"] > 0
    labels = torch.full((ROWS * TOKENS,), -100)
    labels[batch["slots"][used]] = batch["labels"][used]
    labels = labels.reshape(ROWS, TOKENS)
    out = model(input_ids=batch["ids"], token_type_ids=batch["typeIds"], attention_mask=batch["mask"], labels=labels)
    wrong = (out.logits.argmax(-1) != labels)[labels >= 0].float().mean()
    return out.loss, wrong.item()


def main():
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    torch.set_num_threads(1)
    model = load()
    names = dict(model.named_parameters())
    start = {n.removeprefix("bert."): p.detach().clone() for n, p in names.items() if not n.endswith("decoder.bias")}
    decayed = [p for n, p in names.items() if not (n.endswith(".bias") or n.endswith("LayerNorm.weight"))]
    spared = [p for p in names.values() if all(p is not d for d in decayed)]
    groups = [{"params": decayed, "weight_decay": ADAM["decay"]}, {"params": spared, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=1.0, betas=(ADAM["beta1"], ADAM["beta2"]), eps=ADAM["epsilon"])
    generator = torch.Generator().manual_seed(22)
    batches, records = [], []
    model.train()
    for t in range(1, STEPS + 1):
        batch = make_batch(generator)
        rate = 8e-3 * t / STEPS
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.zero_grad(set_to_none=True)
        loss, wrong = step(model, batch)
        loss.backward()
        norm = clip(decayed + spared)
        optimizer.step()
        records.append({"losses": [loss.item(), wrong], "norm": norm, "learningRate": rate})
        batches.append({name: value.flatten().tolist() for name, value in batch.items()})
        print(records[-1])
    shape = {"size": ROWS, "length": TOKENS}
    save_file(start, FIXTURES / "pretraining.safetensors")
    write_json("pretraining.json", {"versions": VERSIONS, "adam": ADAM, **shape, "batches": batches, "steps": records})


if __name__ == "__main__":
    main()
