/** A random policy with the exit distribution of another policy: what the cost alone buys, without a signal. */
import { LabError } from '../errors';
import { derivedSeed, permutation, seededRandom } from '../text/random';
import type { ExitRecord, MetricName } from '../types';
import { exitPredictions, exitScores } from './exitScores';
import { isOfClasses, measureConfusion } from './metrics';

/** Where each example leaves, [N], if counts[e] examples leave at exit e, drawn at random. */
export function randomExits(counts: ArrayLike<number>, seed: number): Int32Array {
  const exits = Int32Array.from(Array.from(counts).flatMap((count, e) => Array<number>(count).fill(e)));
  const order = permutation(exits.length, seededRandom(derivedSeed(seed, 'random exits')));
  return exits.map((_, n) => exits[order[n]]);
}

/** The expected score of `randomExits` for the counts of each exit, [E] -> number. */
export type RandomScore = (counts: ArrayLike<number>) => number;

/**
 * The expected score of random exits with a given distribution. For accuracy it is Σ_e share_e · score_e, exactly. For
 * the other metrics of classes it is the metric of the expected confusion matrix Σ_e share_e · C_e, which differs from
 * the expectation by O(1/N). For correlations it is Σ_e share_e · score_e, the score of exits that are drawn for all
 * examples at once.
 */
export function randomScore(record: ExitRecord, metric: MetricName): RandomScore {
  const mean = isOfClasses(metric) ? ofConfusions(record, metric) : ofScores(exitScores(record, metric));
  return (counts) => {
    if (counts.length === record.depths.length) return mean(sharesOf(counts));
    throw new LabError(`expected counts of ${record.depths.length} exits, got ${counts.length}`);
  };
}

function sharesOf(counts: ArrayLike<number>): number[] {
  const total = Array.from(counts).reduce((sum, count) => sum + count, 0);
  return Array.from(counts, (count) => count / total);
}

const ofScores = (scores: readonly number[]) => (shares: readonly number[]) =>
  scores.reduce((sum, score, e) => sum + shares[e] * score, 0);

function ofConfusions(record: ExitRecord, metric: MetricName) {
  const { depths, labels, classes } = record;
  const [N, answers] = [labels.length, exitPredictions(record)];
  const cells = classes ** 2;
  const confusions = new Float64Array(depths.length * cells);
  for (let e = 0; e < depths.length; e++)
    for (let n = 0; n < N; n++) confusions[e * cells + labels[n] * classes + answers[e * N + n]]++;
  return (shares: readonly number[]) => {
    const expected = new Float64Array(cells);
    shares.forEach((share, e) => {
      for (let i = 0; i < cells; i++) expected[i] += share * confusions[e * cells + i];
    });
    return measureConfusion(metric, expected);
  };
}
