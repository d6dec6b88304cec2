import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { vocabularyFor } from '../data/making/pretrain/vocabulary';
import { countWords, tokenizerJson, trainVocabulary, wordsOf } from '../data/making/pretrain/wordpiece';
import { projectRoot } from '../src/paths';
import { readGlueTask } from '../src/text/glue';
import { glueTasks } from '../src/text/tasks';
import { loadTokenizer } from '../src/text/tokenizer';
import { folderOf } from './support/files';

const texts = (text: string, times: number) => ({ texts: Array<string>(times).fill(text), weight: 1 });
const basis = trainVocabulary({ size: 1000, whole: [], parts: [] });
const learnt = (plan: Partial<Parameters<typeof trainVocabulary>[0]>): string[] =>
  trainVocabulary({ size: 1000, whole: [], parts: [], ...plan }).filter((piece) => !basis.includes(piece));

describe('WordPiece training', () => {
  it('begins with the specials, every printable character, and letters and digits inside words', () => {
    assert.deepEqual(basis.slice(0, 5), ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]']);
    assert.equal(basis.length, 5 + (94 - 26) + 36);
    assert.equal(new Set(basis).size, basis.length);
    for (const piece of ['a', 'z', '0', '!', '"', '~', '##a', '##9']) assert.ok(basis.includes(piece), piece);
  });

  it('merges the most frequent pair first, and of equals the first in the alphabet', () => {
    // lo ow 15, we er 9: "##o ##w" comes before "l ##o" in the alphabet; then l + ##ow, then ##e ##r of lower
    const parts = [texts('low', 6), texts('lower', 9)];
    assert.deepEqual(learnt({ parts }), ['##ow', 'low', '##er', 'lower']);
  });

  it('stops at the size, and takes no advice from rare words', () => {
    assert.deepEqual(learnt({ parts: [texts('low', 6)], size: basis.length + 1 }), ['##ow']);
    assert.deepEqual(learnt({ parts: [texts('low', 4)] }), []);
    assert.deepEqual(learnt({ parts: [{ texts: ['low'], weight: 5 }] }), ['##ow', 'low']);
  });

  it('has whole words in one piece, without accents, and merges only what they leave', () => {
    const parts = [texts('low', 20), texts('lot', 6)];
    assert.deepEqual(learnt({ whole: ['Low', 'café'], parts }), ['cafe', 'low', '##ot', 'lot']);
  });

  it('counts words as the tokenizer parts them', () => {
    assert.deepEqual(wordsOf("Don't sell the Café-mill, 3 times!"), [
      'don',
      't',
      'sell',
      'the',
      'cafe',
      'mill',
      '3',
      'times',
    ]);
    assert.deepEqual(
      [...countWords([texts('a b a', 2), { texts: ['b'], weight: 3 }])],
      [
        ['a', 4],
        ['b', 5],
      ],
    );
  });

  it('writes them as a tokenizer that the project reads', (t) => {
    const vocabulary = trainVocabulary({ size: 1000, whole: ['low'], parts: [texts('lower', 9)] });
    const { ids, tokens } = loadTokenizer(folderOf(t, { 'tokenizer.json': tokenizerJson(vocabulary) }));
    assert.deepEqual(tokens(ids('Lower, LÔW!')), ['lower', ',', 'low', '!']);
    assert.deepEqual(tokens(ids('lowest')), ['low', '##e', '##s', '##t']);
  });

  it('gives the words of generators the first places', () => {
    const generated = (index: number) => ({
      first: 'Zyx sold the mill.',
      second: index % 2 ? 'Then he left.' : undefined,
    });
    const pieces = vocabularyFor(generated, ['A quorx slept.', 'A quorx woke.'], 1000);
    for (const word of ['zyx', 'sold', 'mill', 'quorx']) assert.ok(pieces.includes(word), word);
  });
});

describe('the tokenizer of the small BERT', () => {
  const folder = join(projectRoot(), 'data', 'encoders', 'tiny-bert-12');
  const missing = existsSync(join(folder, 'tokenizer.json')) ? false : 'there is no tiny-bert-12';

  it('has pieces for ordinary English', { skip: missing }, () => {
    const { ids, tokens, vocabularySize } = loadTokenizer(folder);
    assert.equal(vocabularySize, 6144);
    for (const text of [
      "The naïve café owner in Zürich didn't pay £0, but $1,234.50 (i.e. 17%) @ 9:30!",
      'Photosynthesis, xylophones and juxtaposition; "quizzical" rhythms / zephyrs & buzzing?',
      'a b c d e f g h i j k l m n o p q r s t u v w x y z 0 1 2 3 4 5 6 7 8 9',
      'zzxqj Www qqq [x] {y} <z> ~ ^ _ ` | \\ # * + =',
    ]) {
      const unknown = tokens(ids(text.replace('£', ''))).filter((piece) => piece === '[UNK]');
      assert.deepEqual(unknown, [], text);
    }
  });

  it('keeps the words of real text together', { skip: missing }, (t: TestContext) => {
    const glue = join(projectRoot(), '..', 'shared', 'data', 'glue');
    if (!existsSync(glue)) return t.skip('there is no GLUE beside the project');
    const { ids } = loadTokenizer(folder);
    for (const task of glueTasks.filter(({ name }) => ['sst-2', 'cola', 'mrpc'].includes(name))) {
      const { validation } = readGlueTask(task, glue);
      const sentences = validation.flatMap(({ sentence1, sentence2 = '' }) => [sentence1, sentence2]);
      const words = sentences.flatMap((text) => text.match(/[A-Za-z0-9]+|[^\sA-Za-z0-9]/g) ?? []).length;
      const pieces = sentences.reduce((sum, text) => sum + ids(text).length, 0) / words;
      t.diagnostic(`${task.name}: ${pieces.toFixed(3)} pieces a word`);
      assert.ok(pieces < 1.5, `${task.name}: ${pieces.toFixed(3)} pieces a word`);
    }
  });
});
