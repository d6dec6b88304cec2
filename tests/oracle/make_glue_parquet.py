"""Writes tests/fixtures/hub: small files of GLUE in the form of the Hub's nyu-mll/glue, and what pyarrow reads in them.

    python tests/oracle/make_glue_parquet.py

Needs pyarrow (requirements.txt). SST-2, RTE and MNLI have the first rows of the TSV files in tests/fixtures/glue, so
that both forms can be compared; the other tasks have invented rows.
"""

import csv
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

FIXTURES = Path(__file__).parent.parent / "fixtures"
OUT = FIXTURES / "hub" / "glue"
TRAIN, DEV, TEST = 12, 6, 4
NLI = ["entailment", "neutral", "contradiction"]
ENTAILS = ["entailment", "not_entailment"]


def table(path):
    with open(FIXTURES / "glue" / path, encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def known(folder, columns, dev="dev.tsv", labels=None):
    """The labelled rows of a TSV folder, with the columns of the Hub."""
    rows = {"train": table(f"{folder}/train.tsv")[:TRAIN], "validation": table(f"{folder}/{dev}")[:DEV]}
    label = "gold_label" if folder == "MNLI" else "label"
    number = (lambda text: labels.index(text)) if labels else int
    return {
        split: [
            {**{new: row[old] for new, old in columns.items()}, "label": number(row[label])} for row in found
        ]
        for split, found in rows.items()
    }


def invented(columns, labels):
    """Rows with quotes, tabs, other scripts and a line end, which the TSV files of GLUE cannot hold."""
    texts = ['He said "yes" at once', "A\ttab, and then more", "Καλημέρα, 你好 😀", "two\nlines", "", "plain words"]
    row = lambda i: {**{c: f"{texts[(i + k) % 6]} {i}" for k, c in enumerate(columns)}, "label": labels[i % len(labels)]}
    return {"train": [row(i) for i in range(TRAIN)], "validation": [row(i) for i in range(TRAIN, TRAIN + DEV)]}


def hidden(rows):
    return [{**row, "label": -1} for row in rows[:TEST]]


def write(folder, splits, number=pa.int64(), parts=1):
    told = {}
    for split, rows in splits.items():
        rows = [{**row, "idx": i} for i, row in enumerate(rows)]
        told[split] = rows
        names = [name for name in rows[0] if name not in ("label", "idx")]
        schema = pa.schema([(n, pa.string()) for n in names] + [("label", number), ("idx", pa.int32())])
        count = parts if split == "train" else 1
        for part in range(count):
            own = rows[part * len(rows) // count : (part + 1) * len(rows) // count]
            path = OUT / folder / f"{split}-{part:05d}-of-{count:05d}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            pq.write_table(pa.Table.from_pylist(own, schema=schema), path, row_group_size=5)
            assert pq.read_table(path).num_rows == len(own)
    return told


def main():
    pair = {"sentence1": "sentence1", "sentence2": "sentence2"}
    nli = {"premise": "sentence1", "hypothesis": "sentence2"}
    splits = {
        "sst2": known("SST-2", {"sentence": "sentence"}),
        "rte": known("RTE", pair, labels=ENTAILS),
        "mrpc": invented(["sentence1", "sentence2"], [0, 1]),
        "cola": invented(["sentence"], [1, 0]),
        "qqp": invented(["question1", "question2"], [0, 1]),
        "qnli": invented(["question", "sentence"], [0, 1]),
        "stsb": invented(["sentence1", "sentence2"], [3.8, 0.0, 5.0, 2.6666667, 4.25]),
    }
    told = {}
    for folder, rows in splits.items():
        rows["test"] = hidden(rows["validation"])
        told[folder] = write(folder, rows, pa.float32() if folder == "stsb" else pa.int64())
    matched = known("MNLI", nli, "dev_matched.tsv", NLI)
    other = list(reversed(table("MNLI/train.tsv")))[:DEV]
    mismatched = [{"premise": r["sentence1"], "hypothesis": r["sentence2"], "label": NLI.index(r["gold_label"])} for r in other]
    told["mnli"] = write(
        "mnli",
        {
            "train": matched["train"],
            "validation_matched": matched["validation"],
            "validation_mismatched": mismatched,
            "test_matched": hidden(matched["validation"]),
            "test_mismatched": hidden(mismatched),
        },
        parts=2,
    )
    text = json.dumps({"pyarrow": pa.__version__, "rows": told}, ensure_ascii=False)
    (FIXTURES / "hub" / "glue.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
