"""Writes tests/fixtures/torch: files of torch.save and shards, with the tensors that are in them.

    python tests/oracle/make_torch_fixtures.py
"""

import io
import json
import shutil
import zipfile
from collections import OrderedDict
from pathlib import Path

import torch
from safetensors.torch import save_file, save_model
from transformers import BertConfig, BertForMaskedLM

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "torch"
shutil.rmtree(FOLDER, ignore_errors=True)
FOLDER.mkdir()
torch.manual_seed(1)


def written(value, **options) -> bytes:
    file = io.BytesIO()
    torch.save(value, file, **options)
    return file.getvalue()


def rewritten(content: bytes, pickle: bytes | None = None) -> bytes:
    """The archive once more by Python's own library, with another description of its tensors if one is given."""
    source, target = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in source.namelist():
            new = name.endswith("data.pkl") and pickle is not None
            archive.writestr(zipfile.ZipInfo(name), pickle if new else source.read(name))
    return target.getvalue()


# tensors of every type and layout

base = torch.arange(24, dtype=torch.float32) / 8 - 1
values = torch.tensor([0.0, -0.0, 1.0, -2.5, 65504.0, 6e-8, 6.1e-5, 0.1, 3.14159, -1e-3])
tensors = {
    "plain": base[:6].clone().reshape(2, 3),
    "half": values.to(torch.float16).reshape(5, 2),
    "brain": values.to(torch.bfloat16),
    "scalar": torch.tensor(7.25),
    "empty": torch.zeros(0, 4),
    "parameter": torch.nn.Parameter(torch.tensor([1.5, -0.5])),
    "whole": base,
    "again": base.reshape(4, 6),
    "part": base[5:11],
    "transposed": base.reshape(4, 6).t(),
    "column": base.reshape(4, 6)[:, 2],
    "steps": base[1::3],
    "permuted": base.reshape(2, 3, 4).permute(2, 0, 1),
    "one row of many": base.reshape(4, 6)[2:3],
    "repeated": base[:4].expand(3, 4),
    "long": torch.arange(8).expand(1, -1),
    "int": torch.tensor([3, -1], dtype=torch.int32),
}
unread = {"double": torch.tensor([1.0], dtype=torch.float64), "flag": torch.tensor([True])}
content = written({**tensors, **unread})
(FOLDER / "layouts.bin").write_bytes(content)
save_file({name: tensor.detach().clone().contiguous() for name, tensor in tensors.items()}, FOLDER / "layouts.safetensors")

zipfile.ZIP64_LIMIT = 0
wide = rewritten(content)
assert all(torch.equal(torch.load(io.BytesIO(wide))[name], tensor) for name, tensor in tensors.items())
(FOLDER / "zip64.bin").write_bytes(wide)
zipfile.ZIP64_LIMIT = 2**31 - 1

# an encoder in one file and in shards

config = BertConfig(
    vocab_size=11,
    hidden_size=4,
    num_hidden_layers=2,
    num_attention_heads=2,
    intermediate_size=6,
    max_position_embeddings=8,
)
model = BertForMaskedLM(config)
for parameter in model.parameters():
    torch.nn.init.normal_(parameter)
state = OrderedDict(model.state_dict())
state["bert.embeddings.position_ids"] = torch.arange(8).expand(1, -1)
(FOLDER / "config.json").write_text(json.dumps(config.to_diff_dict(), indent=1, sort_keys=True) + "\n")
(FOLDER / "pytorch_model.bin").write_bytes(written(state))
model.save_pretrained(FOLDER / "shards", max_shard_size=1500)
for stray in ("config.json", "generation_config.json"):
    (FOLDER / "shards" / stray).unlink(missing_ok=True)
shards: dict[str, OrderedDict] = {}
for i, (name, tensor) in enumerate(state.items()):
    shards.setdefault(f"pytorch_model-0000{1 + i * 2 // len(state)}-of-00002.bin", OrderedDict())[name] = tensor
for name, part in shards.items():
    (FOLDER / "shards" / name).write_bytes(written(OrderedDict((key, tensor.clone()) for key, tensor in part.items())))
index = {"metadata": {}, "weight_map": {name: shard for shard, part in shards.items() for name in part}}
(FOLDER / "shards" / "pytorch_model.bin.index.json").write_text(json.dumps(index, indent=1) + "\n")
# a tied tensor is once in the file, and the metadata name its other name
save_model(model, FOLDER / "tied.safetensors")

# what is refused

small = {"a": torch.tensor([1.0, 2.0])}
(FOLDER / "legacy.bin").write_bytes(written(small, _use_new_zipfile_serialization=False))
command = b"touch early-exit-was-here"
evil = b"\x80\x02}X\x01\x00\x00\x00acos\nsystem\nX" + len(command).to_bytes(4, "little") + command + b"\x85Rs."
(FOLDER / "forbidden.bin").write_bytes(rewritten(written(small), evil))
(FOLDER / "module.bin").write_bytes(written(torch.nn.Linear(2, 2)))
(FOLDER / "checkpoint.bin").write_bytes(written({"state_dict": small, "epoch": 3}))
(FOLDER / "negated.bin").write_bytes(written({"a": torch.tensor([1 + 2j]).conj().imag}))

versions = {"torch": torch.__version__}
(FOLDER / "made-with.json").write_text(json.dumps(versions) + "\n")
for file in sorted(FOLDER.rglob("*.*")):
    print(file.relative_to(FOLDER), file.stat().st_size)
