import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { checkTypes, openEncoderFolder } from '../src/encoders/folder';
import { loadTokenizer } from '../src/text/tokenizer';
import { tokenizerFiles } from '../src/text/tokenizers/open';
import { refuses } from './support/files';
import { classicFiles, jsonFiles, tokenizerFolder } from './support/tokenizers';

type Files = { [name: string]: string | Uint8Array };
type Value = { [key: string]: unknown };

const objectIn = (files: Files, name: string): Value => JSON.parse(`${files[name] ?? '{}'}`);

/** The classic files of a tokenizer with some changed; null removes a file. */
function classic(t: TestContext, name: string, changes: { [file: string]: unknown } = {}): string {
  const files = classicFiles(name);
  for (const [file, value] of Object.entries(changes)) {
    if (value === null) delete files[file];
    else files[file] = typeof value === 'string' ? value : JSON.stringify(value);
  }
  return tokenizerFolder(t, files);
}

/** The tokenizer.json of a tokenizer with changed fields, and perhaps with files beside it. */
function json(
  t: TestContext,
  name: string,
  change: (definition: Value) => void,
  beside: object = {},
): string {
  const files = jsonFiles(name);
  const definition = objectIn(files, 'tokenizer.json');
  change(definition);
  return tokenizerFolder(t, { ...files, ...beside, 'tokenizer.json': JSON.stringify(definition) });
}

const lines = (name: string, file: string): string[] => `${classicFiles(name)[file]}`.trimEnd().split('\n');
const part = (definition: Value, name: string) => definition[name] as Value;

describe('a vocabulary that cannot be right is refused:', () => {
  it('merges of unknown pieces', (t) => {
    const merges = [...lines('roberta', 'merges.txt'), 'Ġ unheard'].join('\n');
    const says = ['vocab.json', 'merge 4', '"Ġ unheard"', 'no "unheard"', 'from one tokenizer'];
    refuses(() => loadTokenizer(classic(t, 'roberta', { 'merges.txt': merges })), ...says);
    const more = (definition: Value) =>
      (part(definition, 'model').merges as unknown[]).push(['Ġ', 'unheard']);
    refuses(() => loadTokenizer(json(t, 'roberta', more)), 'tokenizer.json', 'no "unheard"');
  });

  it('lines of merges.txt that are none', (t) => {
    const merges = lines('roberta', 'merges.txt');
    for (const line of ['Ġ', 'a b c', '', 'a  b'])
      refuses(
        () => loadTokenizer(classic(t, 'roberta', { 'merges.txt': [merges[0], line, merges[1]].join('\n') })),
        'merges.txt:2',
        'two pieces',
      );
  });

  it('no unknown token', (t) => {
    const without = lines('bert-uncased', 'vocab.txt').map((token) =>
      token === '[UNK]' ? '[other]' : token,
    );
    const says = ['vocab.txt', "unk_token '[UNK]' of BERT", 'tokenizer_config.json'];
    refuses(() => loadTokenizer(classic(t, 'bert-uncased', { 'vocab.txt': without.join('\n') })), ...says);
    const no = (definition: Value) => {
      part(definition, 'model').unk_id = null;
    };
    refuses(() => loadTokenizer(json(t, 'albert', no)), 'unk_id', 'unknown token', 'got null');
  });

  it('no special token of the template', (t) => {
    const without = lines('bert-uncased', 'vocab.txt').map((token) =>
      token === '[SEP]' ? '[other]' : token,
    );
    const says = ['vocab.txt', "sep_token '[SEP]' of BERT"];
    refuses(() => loadTokenizer(classic(t, 'bert-uncased', { 'vocab.txt': without.join('\n') })), ...says);
    const config = { tokenizer_class: 'RobertaTokenizer', cls_token: '<classify>' };
    refuses(
      () => loadTokenizer(classic(t, 'roberta', { 'tokenizer_config.json': config })),
      "cls_token '<classify>' of RoBERTa",
    );
  });

  it('ids with holes, and one id for two tokens', (t) => {
    const vocab = objectIn(classicFiles('roberta'), 'vocab.json');
    const with699 = (id: number) => ({ ...vocab, [Object.keys(vocab)[699]]: id });
    refuses(
      () => loadTokenizer(classic(t, 'roberta', { 'vocab.json': with699(4_000_000_000) })),
      'no holes',
      '4000000000 as the largest of 700 ids',
      'no token with the id 699',
    );
    refuses(
      () => loadTokenizer(classic(t, 'roberta', { 'vocab.json': with699(5) })),
      'an id for each token',
      'got 5 for',
    );
    const twice = [...lines('bert-uncased', 'vocab.txt'), 'the'].join('\n');
    refuses(
      () => loadTokenizer(classic(t, 'bert-uncased', { 'vocab.txt': twice })),
      'vocab.txt:701',
      "'the' again",
    );
    const again = (definition: Value) => (part(definition, 'model').vocab as unknown[]).push(['▁the', -3]);
    refuses(() => loadTokenizer(json(t, 'albert', again)), 'an id for each token', "for '▁the'");
  });

  it('an empty line in vocab.txt, and an added token with another id', (t) => {
    const [first, ...rest] = lines('bert-uncased', 'vocab.txt');
    refuses(
      () => loadTokenizer(classic(t, 'bert-uncased', { 'vocab.txt': [first, '', ...rest].join('\n') })),
      'vocab.txt:2',
      'empty line',
    );
    refuses(
      () => loadTokenizer(classic(t, 'bert-cased', { 'added_tokens.json': { '[SEP]': 9 } })),
      "'[SEP]'",
      'id 3, got 9',
    );
    refuses(
      () => loadTokenizer(classic(t, 'bert-cased', { 'added_tokens.json': { new: 900 } })),
      'no holes',
      'no token with the id 700',
    );
  });
});

describe('the family of a tokenizer', () => {
  it('is that of its class, else of the model', (t) => {
    const files = { 'config.json': { model_type: 'unheard' } };
    const ofClass = { ...files, 'tokenizer_config.json': { tokenizer_class: 'RobertaTokenizerFast' } };
    const tokenizer = loadTokenizer(classic(t, 'roberta', ofClass));
    const { ids } = tokenizer.encode({ sentence1: 'a', sentence2: 'b', label: 0 }, 9);
    assert.deepEqual(tokenizer.tokens(ids), ['<s>', 'a', '</s>', '</s>', 'b', '</s>']);
    const anyClass = { 'tokenizer_config.json': { tokenizer_class: 'PreTrainedTokenizerFast' } };
    assert.deepEqual(loadTokenizer(classic(t, 'roberta', anyClass)).ids('a'), tokenizer.ids('a'));
  });

  it('gives the template that tokenizer.json has not', (t) => {
    const drop = (definition: Value) => {
      definition.post_processor = null;
    };
    const tokenizer = loadTokenizer(json(t, 'roberta', drop));
    const { ids, typeIds } = tokenizer.encode({ sentence1: 'a', sentence2: 'b', label: 0 }, 9);
    assert.deepEqual(tokenizer.tokens(ids), ['<s>', 'a', '</s>', '</s>', 'b', '</s>']);
    assert.deepEqual([...typeIds], [0, 0, 0, 0, 0, 0]);
    refuses(
      () => loadTokenizer(json(t, 'roberta', drop, { 'config.json': '{"model_type": "unheard"}' })),
      'post_processor',
      'model_type',
    );
  });

  it('must be known if there is no tokenizer.json', (t) => {
    const unheard = { 'config.json': { model_type: 'unheard' } };
    refuses(() => loadTokenizer(classic(t, 'albert', unheard)), 'AlbertTokenizer', 'model_type "unheard"');
    const japanese = { 'tokenizer_config.json': { tokenizer_class: 'BertJapaneseTokenizer' } };
    refuses(() => loadTokenizer(classic(t, 'bert-uncased', japanese)), 'got "BertJapaneseTokenizer"');
    refuses(
      () => loadTokenizer(classic(t, 'roberta', { 'merges.txt': null })),
      'merges.txt',
      'found vocab.json',
    );
    refuses(
      () => loadTokenizer(classic(t, 'bert-uncased', { 'config.json': { model_type: 'albert' } })),
      'spiece.model',
      'for a tokenizer of ALBERT, found vocab.txt',
    );
    refuses(
      () => loadTokenizer(classic(t, 'bert-uncased', { 'vocab.txt': null })),
      'tokenizer.json, or vocab.txt',
      'found none',
    );
  });

  it('adds a mask to the pieces of a SentencePiece model alone', (t) => {
    const without = lines('bert-uncased', 'vocab.txt').map((token) =>
      token === '[MASK]' ? '[other]' : token,
    );
    const bert = loadTokenizer(classic(t, 'bert-uncased', { 'vocab.txt': without.join('\n') }));
    assert.equal(bert.vocabularySize, 700);
    const pieces = loadTokenizer(classic(t, 'deberta-v2'));
    assert.deepEqual([pieces.vocabularySize, pieces.ids('[MASK]')], [701, [700]]);
  });

  it('is BERT for a vocab.txt alone', (t) => {
    const tokenizer = loadTokenizer(classic(t, 'bert-uncased', { 'config.json': null }));
    assert.deepEqual(tokenizer.tokens(tokenizer.ids('[MASK] The')), ['[MASK]', 'the']);
  });

  it('gives DeBERTa one separator, from both kinds of files', (t) => {
    for (const folder of [classic(t, 'deberta'), tokenizerFolder(t, jsonFiles('deberta'))]) {
      const tokenizer = loadTokenizer(folder);
      const { ids, typeIds } = tokenizer.encode({ sentence1: 'a', sentence2: 'b', label: 0 }, 9);
      assert.deepEqual(tokenizer.tokens(ids), ['[CLS]', 'a', '[SEP]', 'b', '[SEP]']);
      assert.deepEqual([...typeIds], [0, 0, 0, 1, 1]);
    }
  });
});

describe('options of tokenizers', () => {
  const settings: { [name: string]: [family: string, config: Value, ...says: string[]] } = {
    'left truncation': ['bert-uncased', { truncation_side: 'left' }, 'truncation_side', '"left"'],
    'special tokens that are split': ['roberta', { split_special_tokens: true }, 'split_special_tokens'],
    'words that are never split': [
      'bert-uncased',
      { never_split: ['a-b'] },
      'never_split',
      'added_tokens.json',
    ],
    'no basic tokenizer': ['bert-uncased', { do_basic_tokenize: false }, 'do_basic_tokenize'],
    'kept spaces': ['albert', { remove_space: false }, 'remove_space'],
    'sampled pieces': ['albert', { sp_model_kwargs: { enable_sampling: true } }, 'enable_sampling'],
    'no first space': ['deberta-v2', { add_prefix_space: false }, 'add_prefix_space'],
    'a flag that is a number': ['bert-uncased', { do_lower_case: 1 }, 'do_lower_case', 'got 1'],
    'a token that is a number': ['bert-uncased', { cls_token: 5 }, 'cls_token', 'got 5'],
  };
  for (const [what, [family, config, ...says]] of Object.entries(settings))
    it(`refuse ${what} by name`, (t) => {
      const folder = classic(t, family, { 'tokenizer_config.json': config });
      refuses(() => loadTokenizer(folder), 'tokenizer_config.json', ...says);
    });

  const parts: { [name: string]: [family: string, change: (definition: Value) => void, ...says: string[]] } =
    {
      dropout: [
        'roberta',
        (d) => {
          part(d, 'model').dropout = 0.1;
        },
        'dropout of BPE',
        'got 0.1',
      ],
      'a suffix of words': [
        'roberta',
        (d) => {
          part(d, 'model').end_of_word_suffix = '</w>';
        },
        'end_of_word_suffix',
      ],
      'an unknown option': [
        'bert-uncased',
        (d) => {
          part(d, 'normalizer').fold = true;
        },
        'fold of BertNormalizer',
      ],
      'an unknown normalizer': [
        'albert',
        (d) => {
          d.normalizer = { type: 'Nmt' };
        },
        'a normalizer of type',
        '"Nmt"',
      ],
      'an unknown pre_tokenizer': [
        'albert',
        (d) => {
          d.pre_tokenizer = { type: 'UnicodeScripts' };
        },
        '"UnicodeScripts"',
      ],
      'an unknown model': [
        'bert-uncased',
        (d) => {
          part(d, 'model').type = 'WordLevel';
        },
        '"WordLevel"',
      ],
      'a first space after other parts': [
        'generic',
        (d) => {
          (part(d, 'pre_tokenizer').pretokenizers as Value[])[3].prepend_scheme = 'first';
        },
        'prepend_scheme',
        'always or never',
      ],
      'words without end': [
        'bert-uncased',
        (d) => {
          part(d, 'model').max_input_chars_per_word = 1e9;
        },
        'max_input_chars_per_word',
      ],
      'bytes without tokens': [
        'albert',
        (d) => {
          part(d, 'model').byte_fallback = true;
        },
        'tokens of all bytes',
        '<0x00>',
      ],
      'a sentence that stands twice': [
        'bert-uncased',
        (d) => {
          const { pair } = part(d, 'post_processor');
          (pair as unknown[]).push({ Sequence: { id: 'B', type_id: 1 } });
        },
        'once each',
        "'ABB'",
      ],
    };
  for (const [what, [family, change, ...says]] of Object.entries(parts))
    it(`refuse ${what} in tokenizer.json by name`, (t) => {
      refuses(() => loadTokenizer(json(t, family, change)), 'tokenizer.json', ...says);
    });

  it('agree between the files', (t) => {
    const same = () => {};
    const beside = (config: Value) => ({ 'tokenizer_config.json': JSON.stringify(config) });
    for (const [family, config, ...says] of [
      ['albert', { do_lower_case: false }, 'do_lower_case false'],
      ['albert', { keep_accents: true }, 'keep_accents true'],
      ['deberta-v2', { split_by_punct: true }, 'split_by_punct true'],
      ['roberta', { add_prefix_space: true }, 'add_prefix_space true'],
      ['roberta', { additional_special_tokens: ['<more>'] }, "'<more>' among added_tokens"],
    ] as const)
      refuses(() => loadTokenizer(json(t, family, same, beside(config))), 'tokenizer.json', ...says);
  });

  it('of SentencePiece that Hugging Face has not are refused', (t) => {
    const files = classicFiles('deberta-v2');
    const more = (...fields: number[]) =>
      tokenizerFolder(t, {
        ...files,
        'spm.model': Buffer.concat([files['spm.model'] as Buffer, Buffer.from(fields)]),
      });
    // another normalizer_spec (field 3) with add_dummy_prefix (field 3) or escape_whitespaces (field 5) 0
    refuses(() => loadTokenizer(more(0x1a, 2, 0x18, 0)), 'spm.model', 'add_dummy_prefix');
    refuses(() => loadTokenizer(more(0x1a, 2, 0x28, 0)), 'spm.model', 'escape_whitespaces');
    // another trainer_spec (field 2) with model_type (field 3) 3
    refuses(() => loadTokenizer(more(0x12, 2, 0x18, 3)), 'spm.model', 'model_type', '3 (words)');
    // another piece (field 1) without a text, and the start of one
    refuses(() => loadTokenizer(more(0x0a, 0)), 'spm.model', 'pieces with a text');
    refuses(() => loadTokenizer(more(0x0a, 9, 1)), 'spm.model', 'a field of 9 bytes where 1 are left');
  });
});

describe('the words of a text', () => {
  it('have the id of U+FFFD for half a surrogate pair', (t) => {
    for (const name of ['roberta', 'albert', 'bert-cased', 'deberta-v2']) {
      const { ids } = loadTokenizer(classic(t, name));
      assert.deepEqual(ids('a\ud83d b \ude00'), ids('a\ufffd b \ufffd'));
      assert.notDeepEqual(ids('\ud83d\ude00'), []);
    }
  });

  it('may be very long', (t) => {
    for (const name of ['roberta', 'albert', 'bert-cased', 'deberta-v2', 'xlm-roberta']) {
      const { ids } = loadTokenizer(classic(t, name));
      for (const text of [
        'x'.repeat(20_000),
        'é\u0301'.repeat(5000),
        '\u{1f600}'.repeat(5000),
        ' '.repeat(50_000),
      ])
        assert.ok(ids(text).length <= 80_001);
    }
  });

  it('keep their ids when they are met again', (t) => {
    const tokenizer = loadTokenizer(classic(t, 'albert'));
    const texts = Array.from({ length: 60_000 }, (_, i) => `word${i}`);
    const before = tokenizer.ids(texts[7]);
    for (const text of texts) tokenizer.ids(text);
    assert.deepEqual(tokenizer.ids(texts[7]), before);
  });
});

describe('an encoder folder with classic files', () => {
  const tiny = { hidden_size: 8, num_hidden_layers: 1, num_attention_heads: 2, intermediate_size: 8 };
  const config = {
    model_type: 'bert',
    ...tiny,
    vocab_size: 700,
    max_position_embeddings: 32,
    type_vocab_size: 2,
  };
  const seeded = { ...config, initializer_seed: 1 };

  it('opens, and its fingerprint changes with them', (t) => {
    const open = (changes: { [file: string]: unknown }) =>
      openEncoderFolder(classic(t, 'bert-uncased', { 'config.json': seeded, ...changes }));
    const encoder = open({});
    assert.equal(encoder.tokenizer().vocabularySize, 700);
    assert.equal(open({}).fingerprint, encoder.fingerprint);
    const cased = open({ 'tokenizer_config.json': { do_lower_case: false } });
    const other = open({ 'vocab.txt': lines('bert-uncased', 'vocab.txt').reverse().join('\n') });
    const all = [encoder, cased, other].map(({ fingerprint }) => fingerprint);
    assert.equal(new Set(all).size, 3);
    assert.deepEqual(tokenizerFiles(encoder.folder), ['vocab.txt']);
  });

  it('may have an encoder without token types', (t) => {
    const tokenizer = loadTokenizer(classic(t, 'deberta'));
    const { task } = {
      task: { name: 'pairs', labels: ['no', 'yes'], metrics: ['accuracy'], pair: true } as never,
    };
    assert.equal(tokenizer.typeCount(true), 2);
    checkTypes(tokenizer, { types: 0 }, task);
    refuses(() => checkTypes(tokenizer, { types: 1 }, task), 'types up to 1');
  });
});
