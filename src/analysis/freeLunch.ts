/** The cheapest threshold that costs no score. */
import { policyOf } from '../methods/policyOf';
import { answersBy } from '../policies/answers';
import type { ExitPolicy, ExitRecord, RunRecord } from '../types';
import { costFraction } from './cost';
import { exitScores } from './exitScores';
import { firstMetric } from './firstMetric';
import { examplesOf, halves } from './halves';
import { policySweep } from './policySweep';
import { sweep } from './sweep';

/** The cheapest threshold of a run whose score is that of the last exit or better. */
export interface FreeLunch {
  readonly method: string;
  readonly task: string;
  readonly seed: number;
  readonly threshold: number;
  readonly costFraction: number;
  readonly score: number;
  /** The score of the last exit on all examples. */
  readonly lastExit: number;
  /**
   * The mean cost and the mean of score minus last exit's score on the halves of the examples, with the threshold that
   * was chosen on the other half: without the luck of the choice.
   */
  readonly heldOutCost: number;
  readonly heldOutGain: number;
}

/**
 * The cheapest threshold of each run whose score is not below that of the last exit. Without early exits the score is
 * that of the last exit, so there is always one, if the policy has a threshold at which no example leaves early. The
 * default policy is that of the run's method.
 */
export function freeLunches(runs: readonly RunRecord[], given?: ExitPolicy): FreeLunch[] {
  return runs.map((run) => {
    const policy = given ?? policyOf(run.config);
    const { method, task, seed } = run.config;
    const { lastExit, ...best } = cheapest(run, policy);
    const half = halves(run.evaluation.labels.length, seed, 'free lunch halves');
    const [first, second] = [0, 1].map((k) => examplesOf(run.evaluation, rowsOf(half, k)));
    const held = [heldOut(run, policy, first, second), heldOut(run, policy, second, first)];
    return {
      ...{ method, task, seed, ...best, lastExit },
      heldOutCost: (held[0].cost + held[1].cost) / 2,
      heldOutGain: (held[0].gain + held[1].gain) / 2,
    };
  });
}

const rowsOf = (half: Uint8Array, k: number): number[] => [...half.keys()].filter((n) => half[n] === k);

/** Of the points that are no worse than the last exit, the one of least cost; without one, the dearest point. */
function cheapest(run: RunRecord, policy: ExitPolicy) {
  const lastExit =
    exitScores(answersBy(policy, run.evaluation, run.config.seed), firstMetric(run)).pop() ?? NaN;
  const points = policySweep(run, policy);
  const good = points.filter(({ score }) => score >= lastExit);
  const dearest = points.reduce((most, point) => (point.costFraction > most.costFraction ? point : most));
  const { threshold, costFraction, score } = good.reduce(
    (least, point) => (point.costFraction < least.costFraction ? point : least),
    dearest,
  );
  return { threshold, costFraction, score, lastExit };
}

/** The threshold chosen on some examples, read on others. */
function heldOut(run: RunRecord, policy: ExitPolicy, choice: ExitRecord, report: ExitRecord) {
  const { threshold } = cheapest({ ...run, evaluation: choice }, policy);
  const answers = answersBy(policy, report, run.config.seed);
  const [{ counts, score }] = sweep(answers, policy.signal, [threshold], firstMetric(run));
  const last = exitScores(answers, firstMetric(run)).pop() ?? NaN;
  return { cost: costFraction(counts, report), gain: score - last };
}
