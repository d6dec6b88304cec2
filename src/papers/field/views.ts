/** The scores by which the field is compared. */
import { exampleIntervals, individualExits, resampledExits, type ScoreRow } from '../../analysis';
import type { View } from '../../experiments';
import { systems } from '../cosee/experiments';
import { leavesEarly, systemsAt } from '../cosee/systems';

/** The method that the others are compared with: the mean of the exits' losses. */
export const BASELINE = 'vanilla';

/** The whole cost, three quarters, a half and a quarter of it. */
export const SPEED_UPS = [1, 4 / 3, 2, 4] as const;

/** Every system at equal cost, by the policy of its own method; x is the speed-up. */
export const atCosts: View<ScoreRow> = systemsAt('atCosts', SPEED_UPS);

/** Every system that leaves early, as if every example left at one exit; x is the depth. */
export const exits: View<ScoreRow> = {
  name: 'fieldExits',
  varies: ['exits'],
  from: [systems],
  rows: (runs) => individualExits(runs.filter(leavesEarly)),
  overExamples: (runs) => exampleIntervals(runs.filter(leavesEarly), resampledExits()),
};
