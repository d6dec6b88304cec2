/**
 * Views of the COSEE paper about the energies of exits: their scales (Fig. 3), and which examples leave late (Fig. 7).
 */
import {
  decide,
  nearestPoint,
  pairsInOrderOnDraws,
  policySweep,
  varianceBetweenExitsOnDraws,
} from '../../analysis';
import { quantilePolicy } from '../../policies';
import { energy, plainEnergy } from '../../signals';
import type { ExitRecord } from '../../types';
import { measuresView } from '../measuresView';
import * as experiments from './experiments';
import { DISTRIBUTION_SPEED_UPS } from './measures';

/** The place of a row that has none. */
export const NOWHERE = 0;

/**
 * The share of an energy's variance that lies between the internal exits, before and after normalisation (Fig. 3);
 * `policy` names the signal.
 */
export const alignment = measuresView({
  name: 'alignment',
  from: [experiments.ablation],
  measuresOf: ({ evaluation }) =>
    [plainEnergy, energy].map((signal) => ({
      ...{ policy: signal.name, x: NOWHERE },
      on: varianceBetweenExitsOnDraws(evaluation, signal),
    })),
});

/**
 * Whether examples near the boundary of the last exit leave later: the share of pairs of examples that leave in the
 * order of their distance from it; 0.5 is chance. x is the speed-up. The thresholds stay those of all examples.
 */
export const boundary = measuresView({
  name: 'boundary',
  from: [experiments.ablation],
  measuresOf(run) {
    if (run.config.method !== 'cosee-energy') return [];
    const points = policySweep(run, quantilePolicy(energy));
    const nearness = margins(run.evaluation).map((margin) => -margin);
    return DISTRIBUTION_SPEED_UPS.map((x) => {
      const left = decide(run.evaluation, energy, nearestPoint(points, x).threshold);
      return { x, on: pairsInOrderOnDraws(left, nearness) };
    });
  },
});

/** [N]: the largest logit of the last exit less the second. */
function margins({ logits, labels, classes, depths }: ExitRecord): number[] {
  const start = (depths.length - 1) * labels.length * classes;
  return Array.from(labels, (_, n) => {
    const own = logits.slice(start + n * classes, start + (n + 1) * classes).sort();
    return own[classes - 1] - own[classes - 2];
  });
}
