"""Runs the segments in this folder one after another with ONNX Runtime. Examples that leave are taken out of the batch.

Each line of stdin is a text, or a pair with a tab between. Each line of stdout is JSON: the number of the input line
from 0, the label, the depth of the exit, and the score there.

    pip install -r requirements.txt
    echo 'A good film.' | python run.py --signal confidence --threshold 0.9
"""

import argparse
import json
import operator
import sys
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

FOLDER = Path(__file__).resolve().parent
TOLD = json.loads((FOLDER / "segments.json").read_text("utf-8"))
TEXTS = TOLD["tokenizer"]
SLOTS = TEXTS["pair" if TOLD["pair"] else "single"]
TOKENIZER = Tokenizer.from_file(str(FOLDER / TEXTS["file"]))
TOKENIZER.no_truncation()
TOKENIZER.no_padding()


def encode(line):
    """Ids and types of a line as the template has them. Of a pair, the longer text is cut first."""
    texts = line.split("\t") if TOLD["pair"] else [line]
    if len(texts) != (2 if TOLD["pair"] else 1):
        raise SystemExit(f"expected two texts with a tab between, got '{line}'")
    a, b, *_ = [TOKENIZER.encode(text, add_special_tokens=False).ids for text in texts] + [[]]
    room = TEXTS["max_length"] - sum(len(slot.get("ids", [])) for slot in SLOTS)
    less = min(len(a), len(b), room // 2)
    of_a, of_b = (room - less, less) if len(a) > len(b) else (less, room - less)
    kept = {"A": a[:of_a], "B": b[:of_b]}
    return [(i, slot["typeId"]) for slot in SLOTS for i in slot.get("ids", kept.get(slot.get("sentence")))]


def inputs_of(examples):
    """The three inputs of a batch, int64 [B, T]."""
    ids, types, mask = np.zeros((3, len(examples), max(len(tokens) for tokens in examples)), np.int64)
    ids[:] = TEXTS["pad_id"]
    for n, tokens in enumerate(examples):
        ids[n, : len(tokens)], types[n, : len(tokens)] = zip(*tokens)
        mask[n, : len(tokens)] = 1
    return {"input_ids": ids, "token_type_ids": types, "attention_mask": mask}


def shown(x):
    return float(f"{x:.6g}")


def label_of(logits):
    """The label with the largest logit, or the number of a task of numbers."""
    return shown(logits[0]) if len(logits) == 1 else TOLD["labels"][logits.argmax()]


def answers_to(examples, sessions, policy, leaves):
    """The answers to a batch. `leaves` says which scores are enough."""
    answers = [None] * len(examples)
    values, inside = inputs_of(examples), np.arange(len(examples))
    for e, session in enumerate(sessions):
        outputs = [output.name for output in session.get_outputs()]
        inputs = {each.name: values[each.name] for each in session.get_inputs()}
        given = dict(zip(outputs, session.run(outputs, inputs)))
        scores, logits = given[policy["score"]], given[policy["answer"]]
        left = leaves(scores) if e + 1 < len(sessions) else np.full(len(inside), True)
        for row in np.flatnonzero(left):
            answer = {"label": label_of(logits[row]), "exit": TOLD["segments"][e]["depth"]}
            answers[inside[row]] = {**answer, "score": shown(scores[row])}
        if left.all():
            break
        needed = {each.name for later in sessions[e + 1 :] for each in later.get_inputs()}
        values.update({f"{output}.{e}": value for output, value in given.items()})
        values = {name: value[~left] for name, value in values.items() if name in needed}
        inside = inside[~left]
    return answers


RULES = {">=": operator.ge, ">": operator.gt, "<": operator.lt}


def main():
    policies = {policy["name"]: policy for policy in TOLD["policies"]}
    as_written = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=as_written)
    parser.add_argument("--signal", required=True, choices=policies)
    parser.add_argument("--threshold", required=True, type=float)
    parser.add_argument("--batch", type=int, default=32)
    asked = parser.parse_args()
    policy = policies[asked.signal]
    rule, threshold = RULES[policy["leaves_when"].split()[1]], np.float32(asked.threshold)
    sessions = [onnxruntime.InferenceSession(str(FOLDER / each["file"])) for each in TOLD["segments"]]
    lines = sys.stdin.buffer.read().decode("utf-8").replace("\r\n", "\n").removesuffix("\n").split("\n")
    for start in range(0, len(lines), asked.batch):
        examples = [encode(line) for line in lines[start : start + asked.batch]]
        answers = answers_to(examples, sessions, policy, lambda scores: rule(scores, threshold))
        for n, answer in enumerate(answers):
            print(json.dumps({"index": start + n, **answer}, ensure_ascii=False, separators=(",", ":")))


if __name__ == "__main__":
    main()
