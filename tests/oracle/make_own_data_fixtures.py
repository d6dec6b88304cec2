"""Small data files in parquet, written with pyarrow, and what pyarrow reads from them.

    python tests/oracle/make_own_data_fixtures.py

Each file of tests/fixtures/own-data has the same 60 rows; index.json has the rows and how each file was written.
"""

import json
import random
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "fixtures" / "own-data"

rows_of = random.Random(11)
WORDS = "the film was a slow warm ride and we liked, no: loved its \"odd\" end Füße 雨 🙂".split(" ")


def row(i):
    words = [rows_of.choice(WORDS) for _ in range(rows_of.randint(3, 12))]
    stars = rows_of.randint(1, 5)
    return {
        "text": f"{i}: " + " ".join(words) + ("\nand a second line" if i % 7 == 0 else ""),
        "stars": stars,
        "kind": "good" if stars > 3 else "bad",
        "score": rows_of.randint(0, 64) / 8,
        "liked": stars > 3,
        "note": None if i % 3 == 0 else f"note {i % 4}",
    }


ROWS = [row(i) for i in range(60)]
TABLE = pa.table(
    {
        "text": pa.array([r["text"] for r in ROWS], pa.string()),
        "stars": pa.array([r["stars"] for r in ROWS], pa.int64()),
        "kind": pa.array([r["kind"] for r in ROWS], pa.string()),
        "score": pa.array([r["score"] for r in ROWS], pa.float64()),
        "liked": pa.array([r["liked"] for r in ROWS], pa.bool_()),
        "note": pa.array([r["note"] for r in ROWS], pa.string()),
        "tags": pa.array([[r["kind"]] for r in ROWS], pa.list_(pa.string())),
        "day": pa.array([i for i in range(60)], pa.date32()),
    }
)
NARROW = TABLE.set_column(1, "stars", TABLE["stars"].cast(pa.uint8())).set_column(
    3, "score", TABLE["score"].cast(pa.float32())
)
REQUIRED = pa.schema([f.with_nullable(f.name == "note") for f in TABLE.schema])

FILES = {
    "snappy": (TABLE, {}),
    "plain": (TABLE, {"compression": "none", "use_dictionary": False}),
    "groups": (TABLE, {"row_group_size": 17, "compression": "gzip"}),
    "brotli": (TABLE, {"compression": "brotli"}),
    "second-version": (TABLE, {"data_page_version": "2.0", "row_group_size": 25}),
    "small-pages": (TABLE, {"data_page_size": 64, "write_batch_size": 8, "dictionary_pagesize_limit": 400}),
    "narrow": (NARROW, {"compression": "none"}),
    "required": (TABLE.cast(REQUIRED), {"data_page_version": "2.0", "use_dictionary": False}),
    "zstd": (TABLE, {"compression": "zstd"}),
    "lz4": (TABLE.slice(0, 3), {"compression": "lz4"}),
    "delta": (
        TABLE.slice(0, 3),
        {"use_dictionary": False, "column_encoding": {"text": "DELTA_BYTE_ARRAY"}},
    ),
}

OUT.mkdir(exist_ok=True)
for name, (table, options) in FILES.items():
    pq.write_table(table.replace_schema_metadata(None), OUT / f"{name}.parquet", store_schema=False, **options)
    read = pq.read_table(OUT / f"{name}.parquet").drop_columns(["tags", "day"]).to_pylist()
    assert read == ROWS[: len(read)], name
index = {"made_with": f"pyarrow {pa.__version__}", "rows": ROWS}
(OUT / "index.json").write_text(json.dumps(index, ensure_ascii=False, indent=1) + "\n")
