/**
 * Damaged files of tokenizers: each opens and gives ids of its vocabulary, or is refused by a LabError.
 * EARLY_EXIT_MUTATIONS sets the number of damaged files (3,200).
 */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { LabError } from '../src/errors';
import { seededRandom } from '../src/text/random';
import { loadTokenizer } from '../src/text/tokenizer';
import { classicFiles, jsonFiles, tokenizerFolder } from './support/tokenizers';

type Files = { [name: string]: string | Uint8Array };
type Draw = () => number;

const COUNT = Number(process.env.EARLY_EXIT_MUTATIONS ?? 3200);
const SECONDS = 20;

const below = (draw: Draw, n: number): number => Math.floor(draw() * n);
const oneOf = <T>(draw: Draw, list: readonly T[]): T => list[below(draw, list.length)];

/** Files and the one of them that is damaged. */
const targets: readonly (readonly [name: string, files: Files, file: string])[] = [
  ...['bert-uncased', 'roberta', 'albert-bytes', 'generic', 'modernbert', 'deberta'].map(
    (name) => [name, jsonFiles(name), 'tokenizer.json'] as const,
  ),
  ['bert-named', classicFiles('bert-named'), 'tokenizer_config.json'],
  ['bert-named', classicFiles('bert-named'), 'special_tokens_map.json'],
  ['roberta-space', classicFiles('roberta-space'), 'tokenizer_config.json'],
  ['bert-cased', classicFiles('bert-cased'), 'vocab.txt'],
  ['bert-cased', classicFiles('bert-cased'), 'added_tokens.json'],
  ['roberta', classicFiles('roberta'), 'merges.txt'],
  ['deberta', classicFiles('deberta'), 'vocab.json'],
  ['albert-bytes', classicFiles('albert-bytes'), 'spiece.model'],
  ['albert-bpe', classicFiles('albert-bpe'), 'spiece.model'],
  ['xlm-roberta', classicFiles('xlm-roberta'), 'sentencepiece.bpe.model'],
];

const oddValues: readonly unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    -1,
    1.5,
    3,
    700,
    1e9,
    4294967295,
    1e300,
    '',
    ' ',
    'a',
    '[UNK]',
    '[',
    '\\',
    '(a+)+$',
    'Sequence',
  ],
  ...[
    [],
    {},
    [[]],
    [null],
    ['a', 'b'],
    { type: 'Sequence' },
    { type: 'NFKC' },
    { String: 'e' },
    { Regex: '[' },
    'first',
  ],
];

/** Replaces, removes or repeats a value somewhere in a JSON text. */
function withOddValue(text: string, draw: Draw): string {
  const root: unknown = JSON.parse(text);
  let at = root;
  for (;;) {
    if (typeof at !== 'object' || at === null) break;
    const holder = at as { [key: string]: unknown };
    const keys = Object.keys(holder);
    if (keys.length === 0) break;
    const key = oneOf(draw, keys);
    const value = holder[key];
    const inner = typeof value === 'object' && value !== null;
    if (inner && draw() < 0.8) {
      at = value;
      continue;
    }
    const way = below(draw, 4);
    if (way === 0) delete holder[key];
    else if (way === 1) holder[`${key}${below(draw, 3)}`] = value;
    else if (way === 2) holder[key] = holder[oneOf(draw, keys)];
    else holder[key] = oneOf(draw, oddValues);
    break;
  }
  return JSON.stringify(root);
}

/** Changes, removes, repeats or moves lines. */
function withOddLines(text: string, draw: Draw): string {
  const lines = text.split('\n');
  const at = below(draw, lines.length);
  const odd = [
    '',
    ' ',
    '\t',
    'a b',
    'Ġ Ġ Ġ',
    '[UNK]',
    'x'.repeat(5000),
    '\u2028',
    lines[below(draw, lines.length)],
  ];
  lines.splice(at, below(draw, 3), ...(draw() < 0.7 ? [oneOf(draw, odd)] : []));
  return lines.join('\n');
}

/** Changes, removes or repeats bytes, or cuts the end. */
function withOddBytes(bytes: Buffer, draw: Draw): Buffer {
  const at = below(draw, bytes.length);
  const length = 1 + below(draw, draw() < 0.5 ? 2 : 40);
  const noise = Buffer.from(
    Array.from({ length }, () => oneOf(draw, [0, 1, 127, 128, 255, below(draw, 256)])),
  );
  const way = below(draw, 5);
  if (way === 0) return bytes.subarray(0, at);
  if (way === 1) return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
  if (way === 2) return Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]);
  if (way === 3) return Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at + length)]);
  return Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]);
}

function damaged(file: string, bytes: Buffer, draw: Draw): string | Buffer {
  if (draw() < 0.3 || file.endsWith('.model')) return withOddBytes(bytes, draw);
  return file.endsWith('.json') ? withOddValue(`${bytes}`, draw) : withOddLines(`${bytes}`, draw);
}

const examples = [
  {
    sentence1: 'The soup was cold, e-mail it!',
    sentence2: 'Naïve ｆａｃｅ \u{1f600} 中国 e\u0301 [SEP] <extra>',
    label: 0,
  },
  { sentence1: `${'x'.repeat(400)} ${'the '.repeat(40)}\n\t½`, label: 0 },
];

/** Opens the folder and encodes. Returns whether it was refused. */
function tried(folder: string): boolean {
  try {
    const tokenizer = loadTokenizer(folder);
    for (const example of examples) {
      const { ids, typeIds } = tokenizer.encode(example, 64);
      assert.ok(ids.length <= 64 && typeIds.length === ids.length);
      for (const id of ids) assert.ok(id >= 0 && id < tokenizer.vocabularySize, `the id ${id}`);
    }
    return false;
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    assert.ok(error.message.split('\n').length <= 10 && error.message.length < 2000, error.message);
    return true;
  }
}

describe(`${COUNT} damaged files of tokenizers`, () => {
  let refused = 0;
  targets.forEach(([name, files, file], target) => {
    const count = Math.ceil(COUNT / targets.length);
    it(`${name}, ${file}: ${count} open or are refused`, (t) => {
      const folder = tokenizerFolder(t, files);
      const draw = seededRandom(1 + target).uniform;
      for (let i = 0; i < count; i++) {
        const content = damaged(file, Buffer.from(files[file] as Uint8Array), draw);
        writeFileSync(join(folder, file), content);
        const start = process.hrtime.bigint();
        try {
          if (tried(folder)) refused++;
        } catch (error) {
          throw new Error(`damaged file ${i}: ${String(error).slice(0, 300)}`, { cause: error });
        }
        assert.ok(Number(process.hrtime.bigint() - start) < SECONDS * 1e9, `damaged file ${i} took too long`);
      }
    });
  });

  it('are refused in part', () => {
    assert.ok(refused > 0.3 * COUNT && refused < COUNT, `${refused} of ${COUNT} were refused`);
  });
});
