"""Invented text: an inference task (pairs) and a review task, as classic GLUE folders, and a 97-piece tokenizer."""

import random

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

NOUNS = "cat dog bird fish child farmer singer painter river garden".split()
VERBS = "sees likes follows helps paints finds hears paint##ed help##ed".split()
ADJECTIVES = "old small red quiet quick slow un##known un##quiet café".split()
PLACES = "near under behind".split()
JOINS = [" and ", " but ", " while ", " because ", ", "]
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def clause(rng):
    noun = lambda: f"{rng.choice(['the', 'a', 'every', 'some', 'no'])} {rng.choice(ADJECTIVES)} {rng.choice(NOUNS)}"
    place = f" {rng.choice(PLACES)} the {rng.choice(NOUNS)}s" if rng.random() < 0.4 else ""
    return f"{noun()} {rng.choice(VERBS)} {noun()}{place}".replace("##", "")


def sentence(rng, clauses):
    text = clauses[0]
    for other in clauses[1:]:
        text += rng.choice(JOINS) + other
    if rng.random() < 0.2:
        text += rng.choice([f" in {rng.randrange(100, 2000)}", " zzyzx", " quickly"])
    return text[0].upper() + text[1:] + rng.choice([".", "!", "?"])


def inference(rng, count):
    """Is sentence2 among the clauses of sentence1? Some pairs are far longer than the encoder's 40 positions."""
    rows = []
    for _ in range(count):
        clauses = [clause(rng) for _ in range(rng.choice([1, 1, 2, 2, 3, 4]))]
        entailed = rng.random() < 0.5
        hypothesis = [rng.choice(clauses) if entailed else clause(rng)]
        hypothesis += [clause(rng) for _ in range(rng.choice([0, 0, 0, 0, 2, 3]))]
        label = "entailment" if entailed else "not_entailment"
        rows.append([sentence(rng, clauses), sentence(rng, hypothesis), label])
    return rows


def three_way(rng, count):
    """Does sentence1 say, leave open or deny sentence2? To deny is to exchange "no" and another first word."""
    rows = []
    for _ in range(count):
        clauses = [clause(rng) for _ in range(rng.choice([1, 1, 2, 3]))]
        label = rng.choice(["entailment", "neutral", "contradiction"])
        said = clause(rng) if label == "neutral" else rng.choice(clauses)
        if label == "contradiction":
            first, rest = said.split(" ", 1)
            said = f"{'every' if first == 'no' else 'no'} {rest}"
        rows.append([sentence(rng, clauses), sentence(rng, [said]), label])
    return rows


def reviews(rng, count):
    """Praise or blame, sometimes negated, in one to three clauses; the last word on the whole decides."""
    good = "warm clever moving funny graceful honest lively tender bright gripping".split()
    bad = "dull clumsy hollow tedious noisy careless bland sour murky lifeless".split()
    parts = "plot cast music ending dialogue camera score opening pacing humour".split()
    rows = []
    for _ in range(count):
        label = rng.randrange(2)
        says = lambda liked: f"the {rng.choice(parts)} is " + (
            f"not {rng.choice(bad if liked else good)}" if rng.random() < 0.25 else f"{rng.choice(good if liked else bad)}"
        )
        text = says(label)
        for _ in range(rng.choice([0, 0, 1, 2, 3])):
            side = label if rng.random() < 0.8 else 1 - label
            text = f"{says(side)} " + rng.choice(["and ", "yet ", "while ", ", as critics of the 1970s put it , "]) + text
        rows.append([text, str(label)])
    return rows


def write_task(folder, header, make, sizes, seed, names=("train", "dev")):
    """`train.tsv` and `dev.tsv`, tab-separated without quoting. RTE and MNLI number their rows."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(seed)
    for name, size in zip(names, sizes):
        rows = make(rng, size)
        if header[0] == "index":
            rows = [[str(i)] + row for i, row in enumerate(rows)]
        lines = ["\t".join(row) for row in [header, *rows]]
        (folder / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def vocabulary(size=97):
    words = "the a every some no and but while because in . , ! ? - '".split()
    words += NOUNS + PLACES + "sees likes follows finds hears paint help".split()
    words += "old small red quiet quick slow un cafe".split()
    words += [f"##{x}" for x in "s ed er ing ly known quiet paints helps".split()]
    words += [str(d) for d in range(10)] + [f"##{d}" for d in range(10)]
    words = SPECIAL + words
    return words + [f"[unused{i}]" for i in range(size - len(words))]


def write_tokenizer(folder):
    """A BERT WordPiece tokenizer.json with special ids other than BERT's usual ones."""
    ids = {word: i for i, word in enumerate(vocabulary())}
    tokenizer = Tokenizer(models.WordPiece(vocab=ids, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", ids["[CLS]"]), ("[SEP]", ids["[SEP]"])],
    )
    tokenizer.add_special_tokens(SPECIAL)
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "vocab.txt").write_text("\n".join(ids) + "\n", encoding="utf-8")


# lines that tokenizers read in different ways: spaces, signs of tokenizers, marks, scripts, emoji, very long words
DIFFICULT = [
    "a [MASK] b", "a[MASK]b", " [MASK] ", "a <mask> b", "a<mask>b", "<s> a </s>", "<pad>", "<unk> [UNK]", "[CLS]", "</s></s>",
    "<new word> soup", "the soupy soup", "it was wasted, was it", "was", "<extra> and <extra>s", "The Then The", "(The)The",
    "▁sign ▁of▁ SentencePiece ▁▁", "Ġsign ĊĠ", "## # #", "<0x41> <0xE4>", "``quoted'' `one' ''two``", "it's IT'S 'tis 'S 'Ll we'll",
    "a  b   c    d     e", "a\n\nb\r\nc\t\td", " \n ", "\u00a0a\u00a0", "a\u2003b\u205fc\u1680d", "x\u000by\u000cz\u0085w", "tail  ",
    "ab\u200d\u200cc\u2060d\u00ad", "\ufeffbom", "\u202eright\u202c", "1,2,3, 4, 50,000,", "9, 99, 1st, 2nd", "12345678901234567890",
    "\u0661\u0662\u0663 \u00b2\u00b3 \u2167 \u00bd \u0bf0", "na\u00efve nai\u0308ve NAI\u0308VE", "e\u0301\u0301\u0302 \u1e69 s\u0323\u0307 s\u0307\u0323",
    "\uac00\u1100\u1161\u11a8 \ud55c\uae00", "\u3042\u304b\u3099 \u30ac\uff76\uff9e", "\uff21\uff22\uff43 \uff01\uff1f\uff5e\u3000\uff11",
    "\ufb03 \ufb01n \u01c4 \u2126 \u212b \ufdfa", "\u0130 I\u0307 \u0131 \u1e9e \u00df SS", "\u03a3\u0391\u03a3 \u03a3 \u1fbc \u1f80",
    "\u0915\u094d\u0937\u093f \u0928\u093f", "\u0e01\u0e33 \u0e40\u0e01\u0e49", "\u05e9\u05c1\u05b8 \u05d0\u05d1", "\u0627\u0644\u0639\u064e\u0631\u0628\u064a\u0629 \u0640\u0640",
    "\u4e00\u4e8c\u4e09 \u4e00 \u4e8c", "\u4e2d\u6587abc\u4e2d", "\U00020000 \U0002a6e0 \u9fff \u3400", "\u3007 \u3005 \u3006",
    "\U0001f600\U0001f601 \U0001f1eb\U0001f1f7\U0001f1e9\U0001f1ea", "\U0001f469\U0001f3fd\u200d\U0001f680 \u2764\ufe0f \u2764", "\U0001f9d1\u200d\U0001f91d\u200d\U0001f9d1",
    "\u0001\u0002\u0007\u001f\u007f", "a\u0008b\u009fc\u0081", "\ue000 \uf8ff \U000f0001", "\ufffd \ufffe", "\U0010ffff\U0001fbff",
    "x" * 300, "ab" * 200, "the" * 90, "\u00e9" * 150, "\u4e2d" * 120, "." * 130, "-=" * 60, "9" * 200, "a-b" * 50,
    "\u2581" * 5, " " * 20, "a" + " " * 9 + "b", "\u0301" * 3, "\u0301a", " \u0301", "'" * 7, "\\n \\t \\", "$& $1 $$ e-mail E-mail",
    "\u2028\u2029", "\u00b4 ` \u02bc \u2032", "\u2460\u2461 \u3231 \u32c0", "\u1d2c\u1d47 \u207f", "\u00c6\u00e6 \u0152 \u00de \u0110", "\u2c6f \ua7ae \uab53",
    "O\u02bbahu Hawai\u02bbi", "mother-in-law's", "3.5%-4.0% of $1,234.56", "A.B.C. a.b.c.", "www.example.org/~x?y=1#z", "C:\\dir\\file.txt", "{a: [1, 2], b: \"c\"}",
]

DIFFICULT_PAIRS = [
    ("a [SEP] b", "</s> c <s>"), ("the soup " * 30, "the salad " * 30), ("the soup " * 3, "the salad " * 30), ("the soup " * 30, "salad"),
    ("x" * 200, "y" * 200), ("", "the salad was dreadful " * 9), ("\U0001f600" * 9, "\u4e2d" * 40), ("one", "two"), (" ", " \n"),
    ("the critic loved the wine and the soup", "the critic loved the soup and the wine"), ("a b c d e f g", "a b c d e f"),
]
