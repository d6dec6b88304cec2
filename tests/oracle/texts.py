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
