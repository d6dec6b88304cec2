"""Small tokenizers of every encoder family, trained on the shipped tasks, with the ids of Hugging Face's libraries.

    python tests/oracle/tokenizer_families.py

Writes tests/fixtures/tokenizers/: a folder for each tokenizer, with its classic files and the tokenizer.json that
Transformers makes of them, and ids.json. Versions: see requirements.txt.
"""

import gzip
import hashlib
import json
import shutil
import tempfile
import types
from pathlib import Path

import sentencepiece
from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import AutoTokenizer
from transformers.convert_slow_tokenizer import AlbertConverter, DebertaV2Converter
from transformers.tokenization_utils_base import generate_merges

from make_tokenizer_fixtures import PAIRS, TEXTS
from texts import DIFFICULT, DIFFICULT_PAIRS

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests" / "fixtures" / "tokenizers"
TASKS = ["acceptability", "answers", "entailment", "inference", "paraphrase", "question-pairs", "sentiment"]
ROWS = 150
BLOCK = 50
PIECES = 700
# the lengths that pairs and sentences are cut to, in turn
LENGTHS = [128, 32, 17, 12, 7]


def shipped(rows, split="validation"):
    """The first rows of each shipped task."""
    found = []
    for task in TASKS:
        with gzip.open(ROOT / "data" / "tasks" / task / f"{split}.jsonl.gz", "rt", encoding="utf-8") as file:
            found += [json.loads(line) for line in file.read().splitlines()[:rows]]
    return [(row["sentence1"], row.get("sentence2")) for row in found]


def corpus():
    sentences = [sentence for pair in shipped(400, "train") for sentence in pair if sentence]
    return sentences + [text for text in TEXTS + DIFFICULT if text.strip() and len(text) < 90 and "\0" not in text]


def difficult():
    return [(text, None) for text in TEXTS + DIFFICULT] + PAIRS + DIFFICULT_PAIRS


def write_json(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def word_pieces(folder, lowercase, **options):
    """vocab.txt with `special` first."""
    special = options.get("special", ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"])
    tokenizer = Tokenizer(models.WordPiece(unk_token=special[1]))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=lowercase)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(vocab_size=PIECES, special_tokens=special, show_progress=False)
    tokenizer.train_from_iterator(corpus(), trainer)
    vocab = tokenizer.get_vocab()
    (folder / "vocab.txt").write_text("\n".join(sorted(vocab, key=vocab.get)) + "\n", encoding="utf-8")


def byte_pairs(folder, special):
    """vocab.json and merges.txt."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=PIECES, special_tokens=special, initial_alphabet=alphabet, show_progress=False
    )
    tokenizer.train_from_iterator(corpus(), trainer)
    tokenizer.model.save(str(folder))


# replacements of a small table of a SentencePiece model; that of nmt_nfkc, its usual one, has 240 kB
RULES = {"\uff21": "A", "\u00bd": "1/2", "\u3000": " ", "e\u0301": "\u00e9", "\u00ad": "", "\t": " ", "\n": " ", "\u00a0": " ",
         "\uac00": "\u1100\u1161", "\U0001f600": ":)", "\u0301": "'", "\r\n": " "}


def sentence_pieces(file, model_type="unigram", **options):
    """A SentencePiece model. Without `normalization_rule_name` its table has RULES."""
    with tempfile.TemporaryDirectory() as place:
        text = Path(place) / "text"
        text.write_text("\n".join(corpus()) + "\n", encoding="utf-8")
        if "normalization_rule_name" not in options:
            codes = lambda part: " ".join(f"{ord(character):X}" for character in part)
            rules = Path(place) / "rules.tsv"
            rules.write_text("".join(f"{codes(a)}\t{codes(b)}\n" for a, b in RULES.items()), encoding="utf-8")
            options["normalization_rule_tsv"] = str(rules)
        sentencepiece.SentencePieceTrainer.train(
            input=str(text), model_prefix=f"{place}/model", model_type=model_type, vocab_size=PIECES,
            minloglevel=2, num_threads=1, character_coverage=options.pop("character_coverage", 0.9995), **options,
        )
        shutil.copy(f"{place}/model.model", file)


ALBERT = dict(pad_id=0, unk_id=1, bos_id=2, eos_id=3, bos_piece="[CLS]", eos_piece="[SEP]", control_symbols=["[MASK]"])
DEBERTA = dict(pad_id=0, bos_id=1, eos_id=2, unk_id=3, pad_piece="[PAD]", bos_piece="[CLS]", eos_piece="[SEP]",
               unk_piece="[UNK]")
ROBERTA_TOKENS = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]


def make_files(folder, name):
    """The classic files of a tokenizer, without the settings beside them."""
    if name.startswith("bert"):
        named = name == "bert-named"
        special = ["<pad>", "<unknown>", "<cls>", "<sep>", "<mask>"] if named else ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
        word_pieces(folder, name == "bert-uncased", special=special)
    elif name.startswith("roberta"):
        byte_pairs(folder, ROBERTA_TOKENS)
    elif name == "deberta":
        byte_pairs(folder, ["[PAD]", "[CLS]", "[SEP]", "[UNK]", "[MASK]"])
    elif name == "albert":
        sentence_pieces(folder / "spiece.model", normalization_rule_name="nmt_nfkc", **ALBERT)
    elif name == "albert-bytes":
        options = dict(byte_fallback=True, user_defined_symbols=["<extra>"], character_coverage=0.98)
        sentence_pieces(folder / "spiece.model", **options, **ALBERT)
    elif name == "albert-bpe":
        sentence_pieces(folder / "spiece.model", "bpe", byte_fallback=True, character_coverage=0.98, **ALBERT)
    elif name.startswith("deberta-v2"):
        sentence_pieces(folder / "spm.model", **DEBERTA)
    elif name == "xlm-roberta":
        sentence_pieces(folder / "sentencepiece.bpe.model")


# what config.json and the files beside the vocabulary say
SETTINGS = {
    "bert-uncased": {"config.json": {"model_type": "bert"}},
    "bert-cased": {
        "config.json": {"model_type": "electra"},
        "tokenizer_config.json": {"tokenizer_class": "ElectraTokenizer", "do_lower_case": False},
        "added_tokens.json": {"<new word>": 700, "soup": 701},
    },
    "bert-named": {
        "config.json": {"model_type": "distilbert"},
        "tokenizer_config.json": {"tokenizer_class": "DistilBertTokenizer", "strip_accents": False,
                                  "do_lower_case": True, "tokenize_chinese_chars": False},
        "special_tokens_map.json": {
            "pad_token": "<pad>", "unk_token": "<unknown>", "cls_token": "<cls>", "sep_token": "<sep>",
            "mask_token": {"content": "<mask>", "lstrip": True, "rstrip": True, "single_word": False,
                           "normalized": False},
        },
    },
    "roberta": {"config.json": {"model_type": "roberta"}},
    "roberta-space": {
        "config.json": {"model_type": "roberta"},
        "tokenizer_config.json": {
            "add_prefix_space": True,
            "added_tokens_decoder": {
                "4": {"content": "<mask>", "lstrip": True, "rstrip": False, "single_word": False,
                      "normalized": False, "special": True},
                "700": {"content": "was", "lstrip": False, "rstrip": False, "single_word": True,
                        "normalized": True, "special": False},
            },
        },
    },
    "deberta": {"config.json": {"model_type": "deberta"}},
    "albert": {"config.json": {"model_type": "albert"}},
    "albert-bytes": {
        "config.json": {"model_type": "albert"},
        "tokenizer_config.json": {"do_lower_case": False, "keep_accents": True},
    },
    "albert-bpe": {"config.json": {"model_type": "albert"}},
    "deberta-v2": {"config.json": {"model_type": "deberta-v2"}},
    "deberta-v2-split": {
        "config.json": {"model_type": "deberta-v2"},
        "tokenizer_config.json": {"do_lower_case": True, "split_by_punct": True},
    },
    "xlm-roberta": {"config.json": {"model_type": "xlm-roberta"}},
}
# files of another tokenizer
SHARED = {"roberta-space": "roberta", "deberta-v2-split": "deberta-v2"}


def of_classic_files(folder, name):
    """Transformers' tokenizer. Two of its differences from what the encoders were trained with are undone."""
    native = AutoTokenizer.from_pretrained(folder)._tokenizer
    if name == "deberta":
        # Transformers 5 has two [SEP] between the sentences of a pair; 4 and the paper's code have one
        ids = native.get_vocab()
        native.save(str(folder / "tokenizer.json"))
        native.post_processor = processors.TemplateProcessing(
            single="[CLS]:0 $A:0 [SEP]:0", pair="[CLS]:0 $A:0 [SEP]:0 $B:1 [SEP]:1",
            special_tokens=[("[CLS]", ids["[CLS]"]), ("[SEP]", ids["[SEP]"])],
        )
        return native
    if name == "albert-bpe":
        # the class reads BPE's ranks as scores of the unigram model; the model is what its generic reader builds
        proto = sentencepiece.sentencepiece_model_pb2.ModelProto()
        proto.ParseFromString((folder / "spiece.model").read_bytes())
        vocab = {piece.piece: i for i, piece in enumerate(proto.pieces)}
        native.model = models.BPE(vocab, generate_merges(vocab), unk_token="<unk>", fuse_unk=True, byte_fallback=True)
    native.save(str(folder / "tokenizer.json"))
    return native


def of_version_4(converter, options, **settings):
    """The tokenizer.json that Transformers 4 made of a SentencePiece model: its normalizer has the model's table."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "model"
        sentence_pieces(file, normalization_rule_name="nmt_nfkc", **options)
        return converted(converter, file, settings)


def converted(converter, file, settings):
    proto = sentencepiece.sentencepiece_model_pb2.ModelProto()
    proto.ParseFromString(file.read_bytes())
    pieces = {piece.piece: i for i, piece in enumerate(proto.pieces)}
    original = types.SimpleNamespace(vocab_file=str(file), convert_tokens_to_ids=pieces.get, **settings)
    return converter(original).converted()


def modern(folder):
    """ModernBERT has a tokenizer.json alone: byte-level BPE after NFC, and added tokens of many spaces."""
    special = ["[UNK]", "[CLS]", "[SEP]", "[PAD]", "[MASK]"]
    byte_pairs(folder, ["<|padding|>", "<|endoftext|>"])
    tokenizer = Tokenizer(models.BPE.from_file(str(folder / "vocab.json"), str(folder / "merges.txt")))
    for file in ["vocab.json", "merges.txt"]:
        (folder / file).unlink()
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_tokens([AddedToken(" " * n, normalized=True) for n in range(8, 1, -1)])
    tokenizer.add_special_tokens([AddedToken(token, lstrip=token == "[MASK]", special=True) for token in special])
    ids = tokenizer.get_vocab()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B [SEP]",
        special_tokens=[("[CLS]", ids["[CLS]"]), ("[SEP]", ids["[SEP]"])],
    )
    return tokenizer


def generic(folder):
    """A tokenizer.json of other parts: bytes for unknown characters of the unigram model, splits, a prefix once."""
    proto = sentencepiece.sentencepiece_model_pb2.ModelProto()
    proto.ParseFromString((FOLDER / "albert-bytes" / "spiece.model").read_bytes())
    pieces = [(piece.piece, piece.score) for piece in proto.pieces]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=1, byte_fallback=True))
    tokenizer.normalizer = normalizers.Sequence([
        normalizers.NFKC(), normalizers.Strip(left=True, right=True), normalizers.Replace("e-mail", "mail $& x"),
    ])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Digits(individual_digits=True),
        pre_tokenizers.Split("-", "merged_with_previous"),
        pre_tokenizers.Punctuation("contiguous"),
        pre_tokenizers.Metaspace(prepend_scheme="always", split=True),
    ])
    tokenizer.add_tokens([AddedToken("The", normalized=True, single_word=True, rstrip=True)])
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in ["<pad>", "<unk>", "[CLS]", "[SEP]"]])
    tokenizer.post_processor = processors.Sequence([
        processors.ByteLevel(),
        processors.TemplateProcessing(single="[CLS] $A", pair="[CLS] $A [SEP] $B:1 [SEP]:2",
                                      special_tokens=[("[CLS]", 2), ("[SEP]", 3)]),
    ])
    return tokenizer


def prefixed_once(folder):
    """A tokenizer.json whose sentences start with the sign for a space, and not the text after a special token."""
    tokenizer = Tokenizer(models.Unigram([("<unk>", 0.0), ("<pad>", 0.0), *((c, -float(i)) for i, c in enumerate(
        "\u2581 e t a o i n s r h l d the soup w. , \u2581the m u".split()))], unk_id=0))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="first", split=False)
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in ["<unk>", "<pad>", "[SEP]", "[MASK]"]])
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", tokenizer.token_to_id("[SEP]")), ("<pad>", 1))
    return tokenizer


def row_of(native, first, second, length):
    native.enable_truncation(length)
    encoding = native.encode(first) if second is None else native.encode(first, second)
    return [encoding.ids, encoding.type_ids]


def ids_of(native):
    """The ids of the difficult lines, and a digest of each block of lines that are cut: shipped ones, difficult ones."""
    native.no_padding()
    assert len(set(map(str, difficult()))) > 180
    cut = lambda examples: [row_of(native, *pair, LENGTHS[i % len(LENGTHS)]) for i, pair in enumerate(examples)]
    rows = cut(shipped(ROWS) + difficult())
    digests = []
    for start in range(0, len(rows), BLOCK):
        text = json.dumps(rows[start:start + BLOCK], separators=(",", ":"))
        digests.append(hashlib.sha256(text.encode()).hexdigest()[:16])
    return {"whole": [row_of(native, *pair, 512)[0] for pair in difficult()], "digests": digests}


def compact(folder):
    """tokenizer.json in one line, without nmt_nfkc's table. The tests put the table of albert/spiece.model there."""
    file = folder / "tokenizer.json"
    value = json.loads(file.read_text(encoding="utf-8"))
    for part in (value["normalizer"] or {}).get("normalizers", []):
        if len(part.get("precompiled_charsmap", "")) > 100_000:
            part["precompiled_charsmap"] = "nmt_nfkc"
    write_json(file, value)


def zipped(file):
    """A model in gzip, because of its table. Without a time, so that the file is the same each time."""
    file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes(), 9, mtime=0))
    file.unlink()


if __name__ == "__main__":
    shutil.rmtree(FOLDER, ignore_errors=True)
    result = {}
    for name, files in SETTINGS.items():
        folder = FOLDER / name
        folder.mkdir(parents=True)
        for file, value in files.items():
            write_json(folder / file, value)
        if name in SHARED:
            for file in (FOLDER / SHARED[name]).iterdir():
                if file.name not in ("tokenizer.json", "config.json"):
                    shutil.copy(file, folder / file.name)
        else:
            make_files(folder, name)
        result[name] = ids_of(of_classic_files(folder, name))
        compact(folder)
        if name in SHARED:
            for file in (FOLDER / SHARED[name]).iterdir():
                if file.name not in files and file.name != "tokenizer.json":
                    (folder / file.name).unlink()
    extra = {
        "modernbert": modern,
        "albert-4": lambda _: of_version_4(AlbertConverter, ALBERT, keep_accents=False,
                                           do_lower_case=True),
        "deberta-v2-4": lambda _: of_version_4(DebertaV2Converter, DEBERTA, do_lower_case=False, split_by_punct=False),
        "generic": generic,
        "prefixed-once": prefixed_once,
    }
    for name, make in extra.items():
        folder = FOLDER / name
        folder.mkdir()
        native = make(folder)
        native.save(str(folder / "tokenizer.json"))
        compact(folder)
        result[name] = ids_of(native)
    zipped(FOLDER / "albert" / "spiece.model")
    write_json(FOLDER / "ids.json", result)
    write_json(FOLDER / "lines.json", difficult())
