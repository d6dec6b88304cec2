"""Writes tests/fixtures/tokenizers.json and truncation.json with Hugging Face's own tokenizers (0.23.3).

    python tests/oracle/make_tokenizer_fixtures.py MINILM_FOLDER
"""

import json
import random
import sys
from pathlib import Path

from tokenizers import Tokenizer, models, pre_tokenizers

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures"

TEXTS = [
    "Although the soup was wonderful, the service was dreadful.",
    "The quick brown fox jumps over the lazy dog",
    "Our friends won't buy this analysis, let alone the next one we propose.",
    "It 's a lovely film with lovely performances by Buy and Accorsi .",
    "`` Conan '' -- director\\/producer Peter Jackson 's expanded vision of J.R.R. Tolkien 's",
    '" The foodservice pie business does not fit our long-term growth strategy .',
    "sold it to Safeway for $ 1.8 billion in 1998 .",
    "e-mail: someone@example.org, 50% off, #1, A&B, (x) [y] {z} <w>",
    "", " ", "   \t  ", ".", "...", "?!", "a", "I", "1234567890", "3.14159", "1,000,000",
    "UPPER lower MiXeD", "antidisestablishmentarianism", "supercalifragilisticexpialidocious",
    "x" * 100, "x" * 101, "y" * 101 + " and z", "don't can't we'll I'd they've",
    "a\tb\nc\rd\u00a0e\u2028f\u3000g", "a\u200bb\u00adc\ufeffd", "x\u0000y\ufffdz", "\u0085x\x7fy\x1bz",
    "caf\u00e9 cafe\u0301 na\u00efve NA\u00cfVE", "\u00c5 \u00d8 \u00f8 \u0142 \u0111 \u00df \u1e9e stra\u00dfe",
    "\ufb01ne o\ufb03ce", "\u0130stanbul \u0131", "\u039f\u0394\u039f\u03a3 \u03a3\u03a3 \u03c3\u03c2", "\u01c5 \u01c6", "\u017f \u212a \u212b",
    "\u00ab\u201cquoted\u201d\u00bb \u2018x\u2019 \u2014 \u2013 \u2026 \u2022", "\u00a3\u20ac\u00a5 ^`~$+<=>|\\", "\u00bd \u00b2 \u2460 \u2122 \u00ae",
    "\u4e2d\u56fd\u4ebaabc", "\u65e5\u672c\u8a9e\u30ab\u30bf\u30ab\u30ca", "\ud55c\uad6d\uc5b4 text", "\U00020000\U00020001x", "\U0002f800", "\u2e80 \u2f00 \u3300 \uf900",
    "\u043f\u0440\u0438\u0432\u0435\u0442 \u041c\u0418\u0420 \u0439 \u0451", "\u05e9\u05dc\u05d5\u05dd \u05d0\u05b7", "\u0645\u0631\u062d\u0628\u0627 \u0627\u0644\u0633\u0651\u064e\u0644\u064e\u0627\u0645\u064f", "\u0928\u092e\u0938\u094d\u0924\u0947", "\u0e44\u0e17\u0e22",
    "\u0967\u0968\u0969 \u0663", "\U0001f44d\U0001f3fd \U0001f468\u200d\U0001f469\u200d\U0001f467 ok", "\U0001d573\U0001d58a\U0001d591\U0001d591\U0001d594",
    "\u061c\u200ebidi\u202c", "\ue000private\U000f0000", "\u0378unassigned", "a\u0301\u0302bc a\u20ddb \u0345x",
    "[CLS] [MASK][SEP] [UNK]", "[cls] [ mask ] [SEP", "x[PAD]y", "##ing ##s", "a##b", "-", "--", "_under_score_",
    "http://www.example.org/a?b=c&d=e", "C++ and C# are languages", "rock'n'roll", "2nd 3rd 21st", "U.S.A.",
    "The the THE tHe", "not bad, not bad at all", "nobody denies that the room was vivid", "zzzz qqqq",
    "ends with space ", " starts with space", "two  spaces", "line\nbreak", "tab\there",
    "The wine was anything but witty, although every critic loved the salad.",
]

PAIRS = [
    ("The soup was cold.", "Nobody liked the soup."), ("", "second alone"), ("first alone", ""), ("", ""),
    ("Yucaipa owned Dominick 's before selling the chain to Safeway in 1998 for $ 2.5 billion .",
     "Yucaipa bought Dominick 's in 1995 for $ 693 million and sold it to Safeway for $ 1.8 billion in 1998 ."),
    ("short", "a much longer sentence that goes on and on until it has to be cut somewhere in the middle of it all"),
    ("a much longer sentence that goes on and on until it has to be cut somewhere in the middle of it all", "short"),
    ("[SEP] inside", "of [SEP] both"),
]


def encoded(tokenizer, first, second, max_length):
    tokenizer.enable_truncation(max_length)
    encoding = tokenizer.encode(first) if second is None else tokenizer.encode(first, second)
    case = {"sentence1": first, "maxLength": max_length, "ids": encoding.ids, "typeIds": encoding.type_ids}
    return case if second is None else {**case, "sentence2": second}


def cases(folder):
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    singles = [encoded(tokenizer, text, None, 128) for text in TEXTS]
    cut = [encoded(tokenizer, text, None, length) for text in TEXTS[:6] for length in (3, 5, 8)]
    pairs = [encoded(tokenizer, *pair, length) for pair in PAIRS for length in (5, 6, 9, 16, 17, 32, 128)]
    return singles + cut + pairs


def truncations():
    """[n1, n2, room, kept1, kept2] for sentences of n1 and n2 one-token words."""
    tokenizer = Tokenizer(models.WordLevel({"x": 0, "[UNK]": 1}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    draw = random.Random(1)
    rows = []
    for i in range(1000):
        top = 12 if i < 600 else 80
        n1, n2, room = draw.randint(0, top), draw.randint(0, top), draw.randint(2, top + 10)
        tokenizer.enable_truncation(room)
        sequences = tokenizer.encode(" ".join(["x"] * n1), " ".join(["x"] * n2)).type_ids
        rows.append([n1, n2, room, sequences.count(0), sequences.count(1)])
    return rows


def write(name, value):
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    (FIXTURES / name).write_text(text.replace("},{", "},\n{").replace("],[", "],\n[") + "\n")


if __name__ == "__main__":
    folders = {"seeded-12x128": ROOT / "data" / "encoders" / "seeded-12x128", "minilm-l6": Path(sys.argv[1])}
    write("tokenizers.json", {name: cases(folder) for name, folder in folders.items()})
    write("truncation.json", truncations())
