"""Writes tests/fixtures/encoders/buckets.json: the buckets of distances in DeBERTa v2, by Transformers."""

import torch
from transformers.models.deberta_v2.modeling_deberta_v2 import make_log_bucket_position

from make_fixtures import VERSIONS, write_json

# position_buckets, the largest number of positions, and the largest distance told.
CASES = [(256, 512, 511), (32, 128, 140), (8, 33, 40), (6, 40, 40), (2, 20, 20)]


def told(buckets, most, largest):
    found = make_log_bucket_position(torch.arange(-largest, largest + 1), buckets, most).to(torch.long)
    return {"buckets": buckets, "most": most, "largest": largest, "found": found.tolist()}


if __name__ == "__main__":
    write_json("encoders/buckets.json", {"versions": VERSIONS, "cases": [told(*case) for case in CASES]})
