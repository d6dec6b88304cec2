import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { easyFirst } from '../data/making/generate/passages';
import { frequentWords, judgedFrom, wholeSentences } from '../data/making/pretrain/judged';
import { spoiler } from '../data/making/pretrain/spoil';
import { fillWindow } from '../data/making/pretrain/stream';
import { seededRandom } from '../src/text/random';
import { refuses } from './support/files';
import { tinyRecipe, tinyText } from './support/pretraining';

const whole = [
  'The cook had walked home with his brother.',
  'She walks every day!',
  'Who walked on the walls of him?',
];
const others = [
  'Too short.',
  'No mark at the end',
  'in lower case to begin with.',
  'It has (so to speak) a bracket.',
];
const lines = [`${whole[0]} ${others[0]}`, ...others, whole[1], `${whole[2]} ${others[2]}`];

/** Words as the tokenizer takes them, which is lower-cased. */
const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .replace(/[.!?]$/, '')
    .split(' ');
const sorted = (words: readonly string[]) => [...words].sort().join(' ');

/** The words of one that are not in the other, as often as they come. */
function without(words: readonly string[], taken: readonly string[]): string[] {
  const left = [...taken];
  return words.filter((word) => {
    const at = left.indexOf(word);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

describe('a spoiled sentence', () => {
  const forms = new Set(['walk', 'walks', 'walked', 'walking', 'brothers']);
  const spoil = spoiler((form) => forms.has(form));
  const words = wordsOf(whole[0]);
  const random = seededRandom(3);
  const spoiled = Array.from({ length: 2000 }, () => [...spoil(words, random)]);

  it('has one thing wrong: the order, or one word left out, put in or exchanged', () => {
    const kinds = spoiled.map((found) => {
      assert.notDeepEqual(found, words);
      const [lost, added] = [without(words, found), without(found, words)];
      assert.ok(lost.length <= 1 && added.length <= 1, found.join(' '));
      if (sorted(found) === sorted(words)) return 'order';
      return ['out', 'in', 'exchanged'][lost.length === 0 ? 1 : 2 * added.length];
    });
    const shares = ['order', 'out', 'in', 'exchanged'].map(
      (kind) => kinds.filter((other) => other === kind).length / kinds.length,
    );
    // a move by less than two places is drawn again, so its share is a little below an eighth
    shares.forEach((share, i) => {
      assert.ok(Math.abs(share - [2 / 8, 1 / 8, 1 / 8, 4 / 8][i]) < 0.05, `${shares}`);
    });
  });

  it('gets words of the same kin, or forms that are words', () => {
    const exchanged = spoiled.filter(
      (found) => found.length === words.length && sorted(found) !== sorted(words),
    );
    const pairs = new Set(exchanged.map((found) => `${without(words, found)} ${without(found, words)}`));
    for (const pair of ['had have', 'his him', 'the a', 'with of', 'walked walks', 'brother brothers'])
      assert.ok(pairs.has(pair), pair);
    for (const pair of pairs) {
      const [from, to] = pair.split(' ');
      assert.ok(forms.has(to) || ['had', 'his', 'the', 'with'].includes(from), pair);
    }
  });
});

describe('judged sentences', () => {
  const draw = judgedFrom(wholeSentences(lines), frequentWords(wholeSentences(Array(5).fill(lines).flat())));
  const random = seededRandom(4);
  const drawn = Array.from({ length: 1000 }, () => draw(random));
  const isRight = (closing: string) => /(right|Yes)\.$/.test(closing);

  it('are whole ones, and told to be good where they stand as they were written', () => {
    for (const { first, closing, candidates } of drawn) {
      assert.equal(whole.includes(first), isRight(closing), `${first} ${closing}`);
      assert.equal(candidates.filter((word) => closing.endsWith(` ${word}.`)).length, 1);
    }
    const right = drawn.filter(({ closing }) => isRight(closing));
    assert.ok(Math.abs(right.length - 500) < 50, `${right.length} right`);
    assert.deepEqual(new Set(right.map(({ first }) => first)), new Set(whole));
  });

  it('are not to be had from a corpus without whole sentences', () => {
    refuses(
      () => judgedFrom(wholeSentences(others), new Set())(random),
      'whole sentences of 4 to 25 words, found none',
    );
  });

  it('come in their share of general English, and leave the other draws alone where they never come', () => {
    const { maker, train } = tinyText();
    const fill = (judged?: number) =>
      fillWindow(tinyRecipe(), { ...easyFirst, generated: 0, judged }, maker, train, 0, 40).flatMap(
        ({ sequences }) => sequences,
      );
    const told = (share: number) => {
      const sequences = fill(share);
      return sequences.filter(({ telling }) => telling !== undefined).length / sequences.length;
    };
    assert.ok(Math.abs(told(0.5) - 0.5) < 0.1, `${told(0.5)}`);
    assert.equal(told(0), 0);
    assert.deepEqual(fill(0), fill());
  });
});
