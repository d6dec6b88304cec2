"""Writes tests/fixtures/activations.json: `python tests/oracle/make_activation_fixtures.py`, seconds.

Every activation that Transformers knows by name and that has no parameters, and its gradient, in float64.
"""

import torch
from transformers.activations import ACT2CLS, ACT2FN

from make_fixtures import VERSIONS, write_json

WITH_PARAMETERS = ("prelu", "xielu")
POINTS = [-30, -11, -6.1, -3.2, -1.7, -1, -0.6, -0.01, 0.02, 0.3, 0.71, 1, 1.9, 2.9, 3.3, 5.8, 6.2, 9.9, 10.3, 25]


def readings(name):
    x = torch.tensor(POINTS, dtype=torch.float64, requires_grad=True)
    y = ACT2FN[name](x)
    y.sum().backward()
    return {"y": y.tolist(), "slope": x.grad.tolist()}


def main():
    names = [name for name in ACT2CLS if name not in WITH_PARAMETERS]
    write_json("activations.json", {"versions": VERSIONS, "x": POINTS, "activations": {n: readings(n) for n in names}})


if __name__ == "__main__":
    main()
