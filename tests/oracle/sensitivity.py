"""How far plausible mistakes move the losses of the small BERT: the tests allow 1e-5 relative.

`python tests/oracle/sensitivity.py` trains Early-Exit once with each mistake and prints the largest relative
distance from the right losses over all steps and exits.
"""

import torch
import transformers
from torch import nn

import train as recipe
from data import batches, encode, read
from make_fixtures import FIXTURES, TINY, make_heads
from model import MultiExit, load_bert

HEADS = make_heads(FIXTURES / "tiny-heads.safetensors", 3, 36, 2, seed=5, scale=0.3)


def tanh_gelu(model):
    for block in model.bert.encoder.layer:
        block.intermediate.intermediate_act_fn = nn.GELU(approximate="tanh")


def other_epsilon(model):
    for module in model.modules():
        if isinstance(module, nn.LayerNorm):
            module.eps = 1e-12


def epsilon_outside_the_root(model):
    for module in model.modules():
        if isinstance(module, nn.LayerNorm):
            module.forward = lambda x, m=module: (
                m.weight * (x - x.mean(-1, keepdim=True)) / (x.var(-1, unbiased=False, keepdim=True).sqrt() + 1e-5) + m.bias
            )


def old_adam(model):
    """Epsilon added before bias correction, as the old Hugging Face class did."""

    def step(self, closure=None):
        group = self.param_groups[0]
        for p in group["params"]:
            if p.grad is None:
                continue
            s = self.state.setdefault(p, {"t": 0, "m": torch.zeros_like(p), "v": torch.zeros_like(p)})
            s["t"] += 1
            s["m"].mul_(0.9).add_(p.grad, alpha=0.1)
            s["v"].mul_(0.999).addcmul_(p.grad, p.grad, value=0.001)
            rate = group["lr"] * (1 - 0.999 ** s["t"]) ** 0.5 / (1 - 0.9 ** s["t"])
            p.data.addcdiv_(s["m"], s["v"].sqrt().add_(1e-8), value=-rate)

    torch.optim.AdamW.step = step


def no_clipping(model):
    recipe.clip = lambda parameters: 0.0


def no_clip_epsilon(model):
    recipe.clip = lambda parameters: torch.nn.utils.clip_grad_norm_(parameters, 1.0 + 1e-6).item()


def mean_of_exits(model):
    losses = recipe.exit_losses
    recipe.exit_losses = lambda *a: [x / 3 for x in losses(*a)]


def last_exit_only(model):
    losses = recipe.exit_losses
    recipe.exit_losses = lambda *a: (lambda x: [x[0].detach(), x[1], x[2]])(losses(*a))


def cut_before_exit(model):
    forward = model.forward
    model.forward = lambda batch, detach=False: forward(batch, True)


def no_type_ids(model):
    forward = model.forward
    model.forward = lambda batch, detach=False: forward({**batch, "types": batch["types"] * 0}, detach)


def padding_seen(model):
    forward = model.forward
    model.forward = lambda batch, detach=False: forward({**batch, "mask": batch["mask"] * 0 + 1}, detach)


def pooler_each(model):
    import copy

    model.poolers = nn.ModuleList(copy.deepcopy(model.bert.pooler.dense) for _ in model.depths)
    model.shared = False


MISTAKES = [
    tanh_gelu, other_epsilon, epsilon_outside_the_root, old_adam, no_clipping, no_clip_epsilon, mean_of_exits,
    last_exit_only, cut_before_exit, no_type_ids, padding_seen, pooler_each,
]  # fmt: skip


def losses_with(mistake, examples):
    saved = recipe.clip, recipe.exit_losses, torch.optim.AdamW.step
    model = MultiExit(load_bert(TINY["folder"], 5, torch.float32), TINY["exits"], HEADS)
    mistake(model)
    steps = recipe.train_one(model, examples, TINY["learningRate"], 1, 16, detach=False)
    recipe.clip, recipe.exit_losses, torch.optim.AdamW.step = saved
    scale = 3 if mistake is mean_of_exits else 1
    return torch.tensor([s["loss"] for s in steps], dtype=torch.float64) * scale


def main():
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    torch.set_num_threads(2)
    examples = encode(read(TINY["data"] / "train.tsv", "rte"), TINY["folder"] / "tokenizer.json", TINY["maxLength"])
    right = losses_with(lambda model: None, examples)
    for mistake in MISTAKES:
        distance = ((losses_with(mistake, examples) - right).abs() / right).max().item()
        print(f"{mistake.__name__.replace('_', ' '):26} {distance:.1e}")


if __name__ == "__main__":
    main()
