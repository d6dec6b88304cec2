import { quantilePolicy } from '../policies/quantile';
import type { ExitRecord, ExitSignal, RunRecord } from '../types';
import { exitDistribution, totalVariation } from './exitDistribution';
import { groupBy } from './groups';
import { nearestPoint } from './matchedCost';
import { policySweep } from './policySweep';
import type { ScoreRow } from './rows';
import { summarise } from './statistics';

/**
 * How far apart the labels leave at one threshold, from 0 (the examples of every label leave at the same exits) to 1
 * (no exit lets out two labels): the mean over pairs of labels of the distance of their exits.
 */
export function labelDistance(record: ExitRecord, signal: ExitSignal, threshold: number): number {
  const cells = exitDistribution(record, signal, threshold);
  const counts = groupBy(cells, ({ label }) => [label])
    .map((own) => own.map(({ examples }) => examples))
    .filter((own) => own.some((count) => count > 0));
  const pairs = counts.flatMap((a, i) => counts.slice(i + 1).map((b) => totalVariation(a, b)));
  return pairs.length === 0 ? 0 : summarise(pairs).mean;
}

/** `labelDistance` of every run by each signal, at the threshold nearest to a speed-up; `policy` names the signal. */
export const labelsApart = (
  runs: readonly RunRecord[],
  signals: readonly ExitSignal[],
  speedUp = 2,
): ScoreRow[] =>
  runs.flatMap((run) =>
    signals.map((signal) => {
      const { threshold } = nearestPoint(policySweep(run, quantilePolicy(signal)), speedUp);
      const { method, task, seed } = run.config;
      const score = labelDistance(run.evaluation, signal, threshold);
      return { method, policy: signal.name, task, seed, x: speedUp, score };
    }),
  );
