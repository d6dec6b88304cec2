/** The scores by which the field is compared. */
import {
  decidedBy,
  decidingPolicies,
  definedScores,
  exampleIntervals,
  groupBy,
  individualExits,
  type OwnConstantRow,
  onEvaluationSet,
  ownConstantRows,
  resampledExits,
  type ScoreRow,
} from '../../analysis';
import { staticCurve } from '../../analysis/staticCurve';
import { type Yardsticks, yardsticks } from '../../analysis/yardsticks';
import type { View } from '../../experiments';
import { elasticBert } from '../../methods';
import { geometricEnsemble, patiencePolicy, quantilePolicy } from '../../policies';
import { margin } from '../../signals';
import { systems } from '../cosee/experiments';
import { leavesEarly, systemsAt, TABLE_SPEED_UP } from '../cosee/systems';
import { ownConstantsSearch } from './experiments';

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

/** Every yardstick of every system that leaves early, by the policy of its own method. */
export const measured: View<Yardsticks> = {
  name: 'yardsticks',
  from: [systems],
  varies: ['exits'],
  rows(runs) {
    const early = runs.filter(leavesEarly);
    const baselines = new Map(
      groupBy(
        early.filter(({ config }) => config.method === elasticBert.name),
        ({ config }) => [config.task],
      ).map((own) => [own[0].config.task, staticCurve(own)]),
    );
    return early.map((run) => yardsticks(run, undefined, { baseline: baselines.get(run.config.task) }));
  },
};

/** The policies that read the answers of the exits alone, so that they decide about the models of every method. */
const ANY_METHOD = [...decidingPolicies, quantilePolicy(margin), patiencePolicy, geometricEnsemble] as const;

/** Every system that leaves early, by each of these policies and by that of its method, at the table's speed-up. */
export const byPolicy: View<ScoreRow> = {
  name: 'byPolicy',
  from: [systems],
  varies: ['exits'],
  rows: (runs) => definedScores(decidedBy(runs.filter(leavesEarly), [TABLE_SPEED_UP], ANY_METHOD)),
};

/** The areas of every value of every constant of the search, on its held-out training examples. */
export const constants: View<OwnConstantRow> = {
  name: 'ownConstants',
  from: [ownConstantsSearch],
  varies: ['exits'],
  rows: (runs) => ownConstantRows(runs, onEvaluationSet),
};
