/**
 * Views of the COSEE paper about the energies of exits: their scales (Fig. 3), and which examples leave late (Fig. 7).
 */
import {
  decide,
  nearestPoint,
  pairsInOrder,
  policySweep,
  type ScoreRow,
  varianceBetweenExits,
} from '../../analysis';
import type { View } from '../../experiments/view';
import { quantilePolicy } from '../../policies';
import { energy, plainEnergy } from '../../signals';
import type { ExitRecord, RunRecord } from '../../types';
import * as experiments from './experiments';
import { DISTRIBUTION_SPEED_UPS } from './measures';

/** The place of a row that has none. */
export const NOWHERE = 0;

const trained = (runs: readonly RunRecord[]) => runs.filter(({ config }) => config.method === 'cosee-energy');

/**
 * The share of an energy's variance that lies between the internal exits, before and after normalisation (Fig. 3);
 * `policy` names the signal.
 */
export const alignment: View<ScoreRow> = {
  name: 'alignment',
  from: [experiments.ablation],
  rows: (runs) =>
    runs.flatMap(({ config: { method, task, seed }, evaluation }) =>
      [plainEnergy, energy].flatMap((signal) => {
        const score = varianceBetweenExits(evaluation, signal);
        return score === null ? [] : [{ method, policy: signal.name, task, seed, x: NOWHERE, score }];
      }),
    ),
};

/**
 * Whether examples near the boundary of the last exit leave later: the share of pairs of examples that leave in the
 * order of their distance from it; 0.5 is chance. x is the speed-up.
 */
export const boundary: View<ScoreRow> = {
  name: 'boundary',
  from: [experiments.ablation],
  rows: (runs) =>
    trained(runs).flatMap((run) => {
      const { method, task, seed } = run.config;
      const points = policySweep(run, quantilePolicy(energy));
      const nearness = margins(run.evaluation).map((margin) => -margin);
      return DISTRIBUTION_SPEED_UPS.flatMap((x) => {
        const left = decide(run.evaluation, energy, nearestPoint(points, x).threshold);
        const score = pairsInOrder(left, nearness);
        return score === null ? [] : [{ method, task, seed, x, score }];
      });
    }),
};

/** [N]: the largest logit of the last exit less the second. */
function margins({ logits, labels, classes, depths }: ExitRecord): number[] {
  const start = (depths.length - 1) * labels.length * classes;
  return Array.from(labels, (_, n) => {
    const own = logits.slice(start + n * classes, start + (n + 1) * classes).sort();
    return own[classes - 1] - own[classes - 2];
  });
}
