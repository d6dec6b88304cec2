"""Answers of Hugging Face's BERT at its whole depth in PyTorch, timed on request.

One JSON line in, one JSON line out: the first line has the size, the numbers of tokens of the texts and the batch; each
later line is answered with the seconds of one pass over the texts. Texts of similar length share a batch, padded to the
longest. Attention is sdpa, and all cores are used."""

import json
import sys
import time

import torch
import transformers
from torch import nn
from transformers import AutoConfig, AutoModel


def model_of(size):
    sizes = {"hidden_size": size["hidden"], "num_attention_heads": size["heads"]}
    sizes |= {"intermediate_size": size["intermediate"], "num_hidden_layers": size["blocks"]}
    config = AutoConfig.for_model("bert", vocab_size=size["vocabulary"], **sizes)
    return AutoModel.from_config(config).eval(), nn.Linear(size["hidden"], 2)


def batches_of(texts, batch, vocabulary):
    lengths = sorted(texts) if batch > 1 else texts
    for start in range(0, len(lengths), batch):
        own = lengths[start : start + batch]
        mask = (torch.arange(max(own))[None] < torch.tensor(own)[:, None]).long()
        yield torch.randint(1000, vocabulary, mask.shape) * mask, mask


def main():
    transformers.logging.set_verbosity_error()
    request = json.loads(sys.stdin.readline())
    size = request["size"]
    model, head = model_of(size)
    batches = list(batches_of(request["texts"], request["batch"], size["vocabulary"]))
    print(json.dumps({"torch": torch.__version__, "threads": torch.get_num_threads()}), flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        with torch.inference_mode():
            for ids, mask in batches:
                head(model(ids, attention_mask=mask).pooler_output).tolist()
        print(json.dumps(time.perf_counter() - start), flush=True)


if __name__ == "__main__":
    main()
