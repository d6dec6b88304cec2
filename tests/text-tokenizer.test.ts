import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openEncoderFolder } from '../src/encoders/folder';
import { loadTokenizer, longestFirst } from '../src/text/tokenizer';
import { folderOf, refuses } from './support/files';
import { fixtureJson } from './support/fixtures';
import { miniLm } from './support/miniLm';

interface Case {
  readonly sentence1: string;
  readonly sentence2?: string;
  readonly maxLength: number;
  readonly ids: number[];
  readonly typeIds: number[];
}

const cases = fixtureJson<{ [encoder: string]: Case[] }>('tokenizers.json');
const seeded = openEncoderFolder('seeded-12x128').folder;
const definition = JSON.parse(readFileSync(join(seeded, 'tokenizer.json'), 'utf8'));
const { vocab } = definition.model;
const changed = (changes: object) => JSON.stringify({ ...definition, ...changes });

function assertSameIds(folder: string, expected: readonly Case[]): void {
  const tokenizer = loadTokenizer(folder);
  for (const { sentence1, sentence2, maxLength, ids, typeIds } of expected) {
    const encoded = tokenizer.encode({ sentence1, sentence2, label: 1 }, maxLength);
    const what = JSON.stringify([sentence1, sentence2, maxLength]);
    assert.deepEqual([...encoded.ids], ids, `ids of ${what}`);
    assert.deepEqual([...encoded.typeIds], typeIds, `type ids of ${what}`);
    assert.equal(encoded.label, 1);
  }
}

describe('tokenizers', () => {
  it('seeded-12x128: gives the ids of the native library', () => {
    assertSameIds(seeded, cases['seeded-12x128']);
  });

  const folder = miniLm();
  it('minilm-l6: gives the ids of the native library', {
    skip: folder === null && 'MiniLM is absent',
  }, () => {
    assert.ok(folder);
    assertSameIds(folder, cases['minilm-l6']);
    assert.equal(loadTokenizer(folder).vocabularySize, 30522);
  });

  it('show the pieces of a text', () => {
    const tokenizer = loadTokenizer(seeded);
    const { ids } = tokenizer.encode({ sentence1: 'The soup was colder', sentence2: '\u4e2d', label: 0 }, 16);
    assert.deepEqual(tokenizer.tokens(ids).slice(0, 4), ['[CLS]', 'the', 'soup', 'was']);
    assert.deepEqual(tokenizer.tokens(ids).slice(-3), ['[SEP]', '[UNK]', '[SEP]']);
    assert.deepEqual(tokenizer.tokens([tokenizer.padId, 99999]), ['[PAD]', '[99999?]']);
    assert.deepEqual(tokenizer.ids('soup was'), [...ids.slice(2, 4)]);
  });

  it('encode an example once for each length', () => {
    const tokenizer = openEncoderFolder('seeded-12x128').tokenizer();
    const example = { sentence1: 'the man sees a dog', label: 1 };
    const [whole, cut] = [20, 5].map((length) => tokenizer.encode(example, length));
    assert.equal(tokenizer.encode(example, 20), whole);
    assert.equal(tokenizer.encode(example, 5), cut);
    assert.equal(cut.ids.length, 5);
    assert.notEqual(tokenizer.encode({ ...example }, 20), whole);
    assert.deepEqual(tokenizer.encode({ ...example }, 20), whole);
  });

  it('split any word of letters rather than giving up on it', () => {
    const tokenizer = loadTokenizer(seeded);
    const pieces = tokenizer.tokens(
      tokenizer.ids('Quixotic zebras jinxed Schwarzenegger, e.g. at 10:45 (a.m.) & co'),
    );
    assert.ok(!pieces.includes('[UNK]'));
  });

  it('read BertProcessing as they read the template that says the same', (t) => {
    const processor = { type: 'BertProcessing', sep: ['[SEP]', 3], cls: ['[CLS]', 2] };
    assertSameIds(
      folderOf(t, { 'tokenizer.json': changed({ post_processor: processor }) }),
      cases['seeded-12x128'],
    );
  });

  it('do not use the padding and truncation that tokenizer.json asks for', (t) => {
    const settings = {
      truncation: { max_length: 4, strategy: 'LongestFirst', stride: 0 },
      padding: {
        strategy: { Fixed: 128 },
        direction: 'Right',
        pad_id: 0,
        pad_type_id: 0,
        pad_token: '[PAD]',
      },
    };
    assertSameIds(folderOf(t, { 'tokenizer.json': changed(settings) }), cases['seeded-12x128']);
  });

  it('refuse a length that special tokens and sentences do not fit into', () => {
    const tokenizer = loadTokenizer(seeded);
    refuses(() => tokenizer.encode({ sentence1: 'a', label: 0 }, 2), '3 or more', 'got 2');
    refuses(() => tokenizer.encode({ sentence1: 'a', sentence2: 'b', label: 0 }, 4), '5 or more', 'got 4');
    refuses(() => tokenizer.encode({ sentence1: 'a', label: 0 }, 7.5), 'got 7.5');
  });

  const bad: { [what: string]: [content: string, ...says: string[]] } = {
    'that is no JSON': ['{', 'JSON'],
    'that is a list': ['[]', 'object'],
    'that is empty': ['{}', 'tokenizer'],
    'without a model': [changed({ model: undefined }), 'model'],
    'without a post_processor': [changed({ post_processor: null }), 'post_processor'],
    'with another post_processor': [changed({ post_processor: { type: 'ByteLevel' } }), 'post_processor'],
    'with a broken template': [
      changed({ post_processor: { ...definition.post_processor, pair: [{ Other: 1 }] } }),
      '{"Other":1}',
    ],
    'with a special token of no id': [
      changed({ post_processor: { ...definition.post_processor, special_tokens: {} } }),
      '[CLS]',
    ],
    'whose unknown token is not in its vocabulary': [
      changed({ model: { ...definition.model, unk_token: '[UNKNOWN]' } }),
      'unk_token',
      '"[UNKNOWN]"',
    ],
    'without an unknown token': [
      changed({ model: { ...definition.model, unk_token: undefined } }),
      'unk_token',
    ],
    'with one id for two tokens': [
      changed({ model: { ...definition.model, vocab: { ...vocab, the: vocab.soup } } }),
      `got ${vocab.soup} for`,
      "'the'",
    ],
    'with an id that is none': [
      changed({ model: { ...definition.model, vocab: { ...vocab, the: 1.5 } } }),
      "'the'",
      'got 1.5',
    ],
    'with another id of a special token': [
      changed({ post_processor: { type: 'BertProcessing', sep: ['[SEP]', 2], cls: ['[CLS]', 3] } }),
      "post_processor's '[CLS]'",
      'id 2, got 3',
    ],
    'with another id of an added token': [
      changed({ added_tokens: [{ id: 7, content: '[PAD]', special: true }] }),
      "'[PAD]' of added_tokens",
      'id 0, got 7',
    ],
    'without a padding token': [
      changed({ added_tokens: [], model: { ...definition.model, vocab: { '[UNK]': 0 } } }),
      '[PAD]',
    ],
  };
  for (const [what, [content, ...says]] of Object.entries(bad)) {
    it(`refuse a file ${what}`, (t) => {
      refuses(() => loadTokenizer(folderOf(t, { 'tokenizer.json': content })), 'tokenizer.json', ...says);
    });
  }

  it('refuse a tokenizer_config.json that says otherwise', (t) => {
    const beside = (config: object, normalizer: object = {}) => {
      const file = changed({ normalizer: { ...definition.normalizer, ...normalizer } });
      return folderOf(t, { 'tokenizer.json': file, 'tokenizer_config.json': JSON.stringify(config) });
    };
    for (const [config, ...says] of [
      [{ do_lower_case: false }, 'do_lower_case false', 'lowercase true'],
      [{ strip_accents: false }, 'strip_accents false', 'strip_accents true'],
      [{ tokenize_chinese_chars: false }, 'handle_chinese_chars true'],
    ] as const)
      refuses(() => loadTokenizer(beside(config)), 'tokenizer_config.json', ...says);
    const same = {
      do_lower_case: true,
      strip_accents: null,
      tokenize_chinese_chars: true,
      model_max_length: 512,
    };
    for (const folder of [beside(same), beside({}), beside({ do_lower_case: false }, { lowercase: false })])
      assert.ok(loadTokenizer(folder).vocabularySize > 0);
  });

  it('refuse a folder without one', (t) => {
    refuses(() => loadTokenizer(folderOf(t, {})), 'tokenizer.json', 'ENOENT');
  });
});

describe('longest_first', () => {
  it('keeps what the native library keeps', () => {
    for (const [n1, n2, room, kept1, kept2] of fixtureJson<number[][]>('truncation.json')) {
      assert.deepEqual(longestFirst(n1, n2, room), [kept1, kept2], `${n1} and ${n2} into ${room}`);
    }
  });

  it('fills the room and lengthens nothing', () => {
    for (let n1 = 0; n1 < 12; n1++) {
      for (let n2 = 0; n2 < 12; n2++) {
        for (let room = 2; room < 26; room++) {
          const [kept1, kept2] = longestFirst(n1, n2, room);
          assert.ok(kept1 <= n1 && kept2 <= n2);
          assert.equal(kept1 + kept2, Math.min(n1 + n2, room));
        }
      }
    }
  });
});
