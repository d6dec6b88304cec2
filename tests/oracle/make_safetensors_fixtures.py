"""Writes tests/fixtures/written.safetensors and typed.safetensors with the format's own library (safetensors 0.6 or later).

    python tests/oracle/make_safetensors_fixtures.py
"""

from pathlib import Path

import torch
from safetensors.torch import save_file

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"

# what the project's own writer must write to the byte
save_file(
    {
        "labels": torch.tensor([3, -1, 2], dtype=torch.int32),
        "b": torch.tensor([[1.5, -2.25], [0.1, 1e-40]]),
        "a.weight": torch.arange(3, dtype=torch.float32),
        "empty": torch.zeros(0, 4),
        "scalar": torch.tensor(7.0),
    },
    FIXTURES / "written.safetensors",
    {"step": "12"},
)

values = [0.0, -0.0, 1.0, -2.5, 65504.0, 6e-8, 6.1e-5, float("inf"), 0.1, 3.14159]
save_file(
    {
        "half": torch.tensor(values).to(torch.float16),
        "brain": torch.tensor(values).to(torch.bfloat16).reshape(2, 5),
        "long": torch.tensor([[0, -1], [2**31 - 1, -(2**31)], [7, 8]]),
        "longer": torch.tensor([2**31]),
        "byte": torch.tensor([1, 2, 3], dtype=torch.uint8),
        "double": torch.tensor([1.0], dtype=torch.float64),
    },
    FIXTURES / "typed.safetensors",
)
