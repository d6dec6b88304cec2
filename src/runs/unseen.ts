import { LabError } from '../errors';
import { sampleRows } from '../text/dataset';
import { derivedSeed, permutation, seededRandom } from '../text/random';
import type { Dataset, Example, RunConfig } from '../types';

/**
 * `size` examples in random order that a run has not trained on, determined by a seed: training examples outside the
 * run's subset; if fewer than `size` of these are left, evaluation examples.
 */
export function unseenExamples(
  dataset: Dataset,
  config: Trained,
  drawn: { readonly size: number; readonly seed: number },
): Example[] {
  const { validation } = dataset;
  const left = leftOver(dataset, config);
  const from = left.length < drawn.size ? validation : left;
  if (from.length < drawn.size)
    throw new LabError(
      `expected ${drawn.size} examples outside the training of the run, got ${left.length} training examples ` +
        `and ${validation.length} for evaluation; take a smaller batch`,
    );
  const order = permutation(from.length, seededRandom(derivedSeed(drawn.seed, 'probe', from.length)));
  return Array.from(order.slice(0, drawn.size), (row) => from[row]);
}

/** The largest `size` for which there are `unseenExamples`. */
export const unseenCount = (dataset: Dataset, config: Trained): number =>
  Math.max(leftOver(dataset, config).length, dataset.validation.length);

type Trained = Pick<RunConfig, 'trainSize' | 'subset' | 'seed'>;

/** The training examples outside the run's subset. */
function leftOver({ train }: Dataset, { trainSize, subset, seed }: Trained): Example[] {
  const seen = new Set(sampleRows(train.length, trainSize, subset, seed));
  return train.filter((_, row) => !seen.has(row));
}
