/** The text of the small BERT: generators, corpus and tokenizer. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../../src/errors';
import { readFileOrExplain, writeAtomically } from '../../../src/files';
import { loadTokenizer } from '../../../src/text/tokenizer';
import type { Passage } from '../generate/graded';
import { passageSource } from '../generate/passages';
import { toldPassages } from '../generate/toldPassages';
import type { Corpus } from './corpus';
import { frequentWords, judgedFrom, wholeSentences } from './judged';
import type { PretrainingText } from './pretrain';
import type { Recipe } from './recipe';
import { sequenceMaker } from './sequences';
import { drawnFrom } from './sources';
import { vocabularyFor } from './vocabulary';
import { tokenizerJson } from './wordpiece';

/**
 * Opens the text of a recipe. `tokenizerFolder` holds its tokenizer.json; a missing one is made first. Held-out
 * passages have negative indices.
 */
export function openText(
  { seed, config }: Pick<Recipe, 'seed' | 'config'>,
  corpus: Pick<Corpus, 'train' | 'heldOut'>,
  tokenizerFolder: string,
): PretrainingText {
  const generated = passageSource(seed);
  const file = join(tokenizerFolder, 'tokenizer.json');
  if (!existsSync(file))
    writeAtomically(file, [tokenizerJson(vocabularyFor(generated, corpus.train, config.vocab_size))]);
  const tokenizer = loadTokenizer(tokenizerFolder);
  if (tokenizer.vocabularySize > config.vocab_size) {
    throw new LabError(
      `expected a tokenizer of at most ${config.vocab_size} pieces, got ${tokenizer.vocabularySize}`,
    );
  }
  const passages = Array.from({ length: PASSAGES_LOOKED_AT }, (_, i) => generated(i));
  const sentences = wholeSentences(corpus.train);
  const known = frequentWords(sentences);
  return {
    maker: sequenceMaker(
      tokenizer,
      passages.map(({ first, second = '' }) => `${first} ${second}`),
    ),
    train: { generated, general: drawnFrom(corpus.train), judged: judgedFrom(sentences, known) },
    heldOut: {
      generated: (index, mix) => generated(-1 - index, mix),
      general: drawnFrom(corpus.heldOut),
      judged: judgedFrom(wholeSentences(corpus.heldOut), known),
      told: toldPassages(),
    },
    fingerprint: fingerprintOf(file, corpus.train, passages),
  };
}

/** The number of passages that determine the frequent pieces and the fingerprint of the generators. */
const PASSAGES_LOOKED_AT = 500;

function fingerprintOf(
  tokenizerFile: string,
  lines: readonly string[],
  passages: readonly Passage[],
): string {
  const hash = createHash('sha256');
  hash.update(readFileOrExplain(tokenizerFile, 'a tokenizer'));
  for (const line of lines) hash.update(`${line}\n`);
  for (const passage of passages) hash.update(`${JSON.stringify(passage)}\n`);
  return hash.digest('hex').slice(0, 16);
}
