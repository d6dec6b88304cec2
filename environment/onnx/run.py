"""Runs the segments in this folder one after another with ONNX Runtime. Examples that leave are taken out of the batch.

Each line of stdin is a text, or a pair with a tab between. Each line of stdout is JSON: the number of the input line
from 0, the label, the depth of the exit, and the score there.

    pip install -r requirements.txt
    echo 'A good film.' | python run.py --policy confidence --threshold 0.9
"""

import argparse
import json
import math
import operator
import sys
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

FOLDER = Path(__file__).resolve().parent
TOLD = json.loads((FOLDER / "segments.json").read_text("utf-8"))
TEXTS = TOLD["tokenizer"]
TOKENIZER = Tokenizer.from_file(str(FOLDER / TEXTS["file"]))
TOKENIZER.no_truncation()
TOKENIZER.no_padding()


def encode(line):
    """Ids and types of a line as the template has them. Of a pair, the longer text is cut first."""
    texts = line.split("\t") if TOLD["pair"] else [line]
    slots = TEXTS["pair" if TOLD["pair"] else "single"]
    if len(texts) != (2 if TOLD["pair"] else 1):
        raise SystemExit(f"expected two texts with a tab between, got '{line}'")
    parts = [TOKENIZER.encode(text, add_special_tokens=False).ids for text in texts]
    room = TEXTS["max_length"] - sum(len(slot.get("ids", [])) for slot in slots)
    lengths = cut(len(parts[0]), len(parts[1]) if len(parts) > 1 else 0, room)
    kept = {sentence: part[:length] for sentence, part, length in zip("AB", parts, lengths)}
    return [(i, slot["typeId"]) for slot in slots for i in slot.get("ids", kept.get(slot.get("sentence")))]


def cut(n1, n2, room):
    if n1 + n2 <= room:
        return n1, n2
    shorter = min(n1, n2)
    longer = shorter if shorter > room else max(shorter, room - shorter)
    half = room // 2
    less, more = (half, half + room % 2) if shorter + longer > room else (shorter, longer)
    return (more, less) if n1 > n2 else (less, more)


def inputs_of(examples):
    """The three inputs of a batch, int64 [B, T]."""
    shape = (len(examples), max(len(tokens) for tokens in examples))
    ids, types, mask = np.full(shape, TEXTS["pad_id"], np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    for n, tokens in enumerate(examples):
        ids[n, : len(tokens)], types[n, : len(tokens)] = zip(*tokens)
        mask[n, : len(tokens)] = 1
    return {"input_ids": ids, "token_type_ids": types, "attention_mask": mask}


def summary(logits):
    """max z, ln Σ exp(z - max z), and Σ p·(z - max z) with p = softmax(z)."""
    z = logits.astype(np.float64) - logits.max()
    total = np.exp(z).sum()
    return float(logits.max()), math.log(total), float((z * np.exp(z)).sum() / total)


def largest_probability(logits):
    """In float32 at every step, so that a threshold of 1 can be reached."""
    total = np.float32(0)
    for x in logits:
        total += np.float32(math.exp(x - logits.max()))
    return np.float32(1) / total


def entropy(logits):
    _, spread, mean = summary(logits)
    return (spread - mean) / math.log(len(logits))


def energy(logits):
    largest, spread, _ = summary(logits)
    return 1 / (1 + math.exp(largest + spread))


def agree(one, other):
    return abs(one[0] - other[0]) < 0.5 if len(one) == 1 else one.argmax() == other.argmax()


def patience(reached):
    count = 0
    while count + 1 < len(reached) and agree(reached[-1 - count]["answer"], reached[-2 - count]["answer"]):
        count += 1
    return count


# The score of each policy, from what the exits reached say, the newest last.
SCORES = {
    "confidence": lambda reached: largest_probability(reached[-1]["answer"]),
    "softmax": lambda reached: math.exp(-summary(reached[-1]["answer"])[1]),
    "ensemble": lambda reached: math.exp(-summary(reached[-1]["answer"])[1]),
    "entropy": lambda reached: entropy(reached[-1]["answer"]),
    "energy": lambda reached: energy(reached[-1]["answer"]),
    "patience": patience,
    "learned-certainty": lambda reached: reached[-1]["gates"],
    "learned-uncertainty": lambda reached: reached[-1]["gates"],
    "policy-net": lambda reached: reached[-1]["policy"],
}
RULES = {"score >= threshold": operator.ge, "score > threshold": operator.gt, "score < threshold": operator.lt}


def shown(x):
    return float(f"{x:.6g}")


def label_of(answer):
    return shown(answer[0]) if len(answer) == 1 else TOLD["labels"][answer.argmax()]


def answers_to(examples, sessions, name, leaves):
    """The answers to a batch. `leaves` says whether a score is enough."""
    answers, reached = [None] * len(examples), [[] for _ in examples]
    values, inside = inputs_of(examples), np.arange(len(examples))
    for e, session in enumerate(sessions):
        outputs = [output.name for output in session.get_outputs()]
        given = dict(zip(outputs, session.run(outputs, {each.name: values[each.name] for each in session.get_inputs()})))
        stay = []
        for row, n in enumerate(inside):
            answer = given["ensemble" if name == "ensemble" else "logits"][row]
            learned = {each: given[each][row] for each in ("gates", "policy") if each in given}
            reached[n].append({"answer": answer, **learned})
            score = np.float32(SCORES[name](reached[n]))
            if e + 1 < len(sessions) and not leaves(score):
                stay.append(row)
            else:
                answers[n] = {"label": label_of(answer), "exit": TOLD["segments"][e]["depth"], "score": shown(score)}
        if not stay:
            break
        inside = inside[stay]
        needed = {each.name for later in sessions[e + 1 :] for each in later.get_inputs()}
        values.update({f"{output}.{e}": value for output, value in given.items()})
        values = {each: value[stay] for each, value in values.items() if each in needed}
    return answers


def main():
    rules = {policy["name"]: policy["leaves_when"] for policy in TOLD["policies"]}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--policy", required=True, choices=rules)
    parser.add_argument("--threshold", required=True, type=float)
    parser.add_argument("--batch", type=int, default=32)
    asked = parser.parse_args()
    rule, threshold = RULES[rules[asked.policy]], np.float32(asked.threshold)
    sessions = [onnxruntime.InferenceSession(str(FOLDER / each["file"])) for each in TOLD["segments"]]
    lines = sys.stdin.buffer.read().decode("utf-8").replace("\r\n", "\n").removesuffix("\n").split("\n")
    for start in range(0, len(lines), asked.batch):
        examples = [encode(line) for line in lines[start : start + asked.batch]]
        answers = answers_to(examples, sessions, asked.policy, lambda score: rule(score, threshold))
        for n, answer in enumerate(answers):
            print(json.dumps({"index": start + n, **answer}, ensure_ascii=False, separators=(",", ":")))


if __name__ == "__main__":
    main()
