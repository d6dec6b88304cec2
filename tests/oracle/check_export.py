"""Loads a model that export_run.mjs exported with Transformers, compares the answers of every exit with the lab's, and
writes tests/fixtures/exported.json: the files and tensors of a folder that Transformers loads.

    python tests/oracle/check_export.py FOLDER
"""

import json
import sys
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import load_file
from transformers import AutoModel, AutoTokenizer

folder = Path(sys.argv[1])
model_folder = folder / "model"
config = json.loads((model_folder / "config.json").read_text())
entry = config["early_exit"]
model, loading = AutoModel.from_pretrained(model_folder, output_loading_info=True)
assert not any(loading[kind] for kind in ("missing_keys", "unexpected_keys", "mismatched_keys", "error_msgs")), loading
assert model.dtype == torch.float32 and model.config.early_exit == entry
model.eval()
tokenizer = AutoTokenizer.from_pretrained(model_folder)
exits = load_file(model_folder / entry["file"])
answers = json.loads((folder / "answers.json").read_text())

found = []
with torch.no_grad():
    for example in answers["examples"]:
        texts = (example["sentence1"], example["sentence2"])
        inputs = tokenizer(*texts, truncation="longest_first", max_length=entry["max_length"], return_tensors="pt")
        hidden = model(**inputs, output_hidden_states=True).hidden_states
        pooled = [torch.tanh(model.pooler.dense(hidden[depth][:, 0])) for depth in entry["depths"]]
        found.append(
            torch.stack([x @ exits[f"exits.{e}.weight"].T + exits[f"exits.{e}.bias"] for e, x in enumerate(pooled)])
        )
difference = (torch.cat(found, 1).flatten() - torch.tensor(answers["logits"])).abs().max().item()
print(f"largest difference of {len(answers['logits'])} logits: {difference:.2e}")
assert difference < 1e-5


def shapes(file: str) -> dict:
    with safe_open(model_folder / file, "pt") as stored:
        return {name: stored.get_slice(name).get_shape() for name in stored.keys()}


listing = {
    "config": {name: value for name, value in config.items() if name != "early_exit"},
    "files": sorted(file.name for file in model_folder.iterdir()),
    "tensors": {file: shapes(file) for file in ("model.safetensors", entry["file"])},
}
target = Path(__file__).resolve().parents[1] / "fixtures" / "exported.json"
target.write_text(json.dumps(listing, indent=1) + "\n")
