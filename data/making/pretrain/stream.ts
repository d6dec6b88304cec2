/**
 * The batches of a pretraining run. A batch is a function of seed and step, so that a run can resume from its step.
 */

import { derivedSeed, permutation, type Random, seededRandom } from '../../../src/text/random';
import { chance } from '../generate/choice';
import type { Passage } from '../generate/graded';
import { type MaskedBatch, maskedBatch } from './batch';
import { type Bucket, placeOf, type Recipe, type Stage } from './recipe';
import type { Sequence, SequenceMaker } from './sequences';
import type { TextSources } from './sources';

/** The number of steps whose batches are made together, so that each batch finds sequences of similar length. */
const WINDOW = 32;
/** More passages than a window ever needs. */
const PASSAGES = 2 ** 16;

/** The distribution that a window is drawn from. */
type TextMix = Pick<Stage, 'generated' | 'judged' | 'levelShares' | 'wordings'>;

interface Filled {
  readonly bucket: Bucket;
  readonly sequences: readonly Sequence[];
}

type StreamRecipe = Pick<Recipe, 'seed' | 'buckets' | 'salience' | 'stages'>;

/** The batch of step t, counted from 1. A step in another window than the previous one makes that window first. */
export function batchStream(
  recipe: StreamRecipe,
  maker: SequenceMaker,
  sources: TextSources,
): (step: number) => MaskedBatch {
  let window = -1;
  let batches: readonly Filled[] = [];
  return (step) => {
    const wanted = Math.floor((step - 1) / WINDOW);
    if (wanted !== window) {
      const { stage } = placeOf(recipe.stages, wanted * WINDOW + 1);
      batches = fillWindow(recipe, recipe.stages[stage], maker, sources, wanted, WINDOW);
    }
    window = wanted;
    const { bucket, sequences } = batches[(step - 1) % WINDOW];
    const { sentence = 0 } = recipe.stages[placeOf(recipe.stages, step).stage];
    const seed = derivedSeed(recipe.seed, 'masking', step);
    return maskedBatch(sequences, bucket, maker, recipe.salience, sentence, seed);
  };
}

/**
 * Draws passages, always of the kind with too few tokens, and sorts them by length until `count` buckets are full.
 * Passages in other buckets are dropped. The batches are then shuffled.
 */
export function fillWindow(
  { seed, buckets }: Pick<Recipe, 'seed' | 'buckets'>,
  mix: TextMix,
  maker: SequenceMaker,
  sources: TextSources,
  window: number,
  count: number,
): Filled[] {
  const random = seededRandom(derivedSeed(seed, 'window', window));
  const open = buckets.map((): Sequence[] => []);
  const longest = buckets[buckets.length - 1].length;
  const filled: Filled[] = [];
  let [made, all] = [0, 0];
  for (let drawn = 0; filled.length < count; drawn++) {
    const fromGenerator = made <= mix.generated * all;
    const passage = fromGenerator
      ? sources.generated(window * PASSAGES + drawn, mix)
      : generalPassage(mix, sources, random);
    const sequence = maker.sequence(passage, longest);
    const tokens = sequence.ids.length;
    all += tokens;
    if (fromGenerator) made += tokens;
    const b = buckets.findIndex(({ length }) => tokens <= length);
    open[b].push(sequence);
    if (open[b].length === buckets[b].size) filled.push({ bucket: buckets[b], sequences: open[b].splice(0) });
  }
  return shuffled(filled, random);
}

function generalPassage({ judged = 0 }: TextMix, sources: TextSources, random: Random): Passage {
  return judged > 0 && chance(judged, random) ? sources.judged(random) : sources.general(random);
}

function shuffled<T>(values: readonly T[], random: Random): T[] {
  return Array.from(permutation(values.length, random), (i) => values[i]);
}
