"""How far plausible mistakes move what methods.json keeps: `python tests/oracle/method_sensitivity.py`, seconds.

Prints for each mistake the largest relative distance of losses and of norms, and the largest distance of the final
logits (of the ensembles' too). A tolerance of the tests has to be below one of the three in every line.
"""

import torch
import transformers

import staged
from make_fixtures import TINY
from make_method_fixtures import CASE, SETTING, distance, draw_start, make_task, outputs, start_of, values_of
from method_mistakes import MISTAKES
from methods import METHODS


def trained(name, method, train_examples, dev_examples):
    arguments = {"folder": TINY["folder"], "depths": SETTING["exits"], "start": start_of(name, draw_start())}
    arguments |= {"lr": SETTING["learningRate"], "epochs": CASE["epochs"], "batch": CASE["batch"]}
    model, steps = staged.train(method, examples=train_examples, **arguments)
    return steps, outputs(model, dev_examples)


def main():
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    torch.set_num_threads(1)
    examples = make_task()
    right = {name: trained(name, method, *examples) for name, method in METHODS.items()}
    for name, told, method, patched in MISTAKES:
        with patched:
            steps, said = trained(name, method, *examples)
        own, own_said = right[name]
        losses, norms = (distance(values_of(steps, key), values_of(own, key)) for key in ("loss", "gradientNorm"))
        logits = max((said[key] - own_said[key]).abs().max().item() for key in said)
        print(f"{name:17}{told:24} losses {losses:.1e}  norms {norms:.1e}  logits {logits:.1e}")


if __name__ == "__main__":
    main()
