/** Whether the order of the systems is the same on other encoders and data, and in the paper's table. */
import {
  type DrawnMean,
  drawnMeans,
  type Published,
  published,
  type RankAgreement,
  rankAgreement,
  summarise,
} from '../../analysis';
import { profile as profileOf, storedRuns, type View } from '../../experiments';
import type { RunRecord } from '../../types';
import { everyBlock } from '../cosee/everyBlock';
import * as experiments from '../cosee/experiments';
import { resampledSystem, TABLE_SPEED_UP } from '../cosee/systems';
import { printedOf } from '../cosee/systemsByMetric';

/** The agreement of the order of systems on the profile with another order. */
export interface Ranking extends RankAgreement {
  readonly against: string;
}

/** The systems by their mean score at the table's speed-up. */
const ranked = (runs: readonly RunRecord[]): DrawnMean[] =>
  drawnMeans(runs, resampledSystem(runs, [TABLE_SPEED_UP]), TABLE_SPEED_UP);

/**
 * The systems by their mean score in the printed table, over the tasks and metrics that all of them have. The table
 * states no seeds, so every draw is the same.
 */
function printedOrder(own: readonly DrawnMean[]): DrawnMean[] {
  const table = published({ paper: 'COSEE', table: '2' });
  const printed = own
    .map(({ method, draws }) => ({ method, count: draws.length, cells: printedOf(table, method) }))
    .filter(({ cells }) => cells.length > 0);
  const columnOf = ({ task, metric }: Published) => `${task} ${metric}`;
  const isInAll = (column: string) =>
    printed.every(({ cells }) => cells.some((cell) => columnOf(cell) === column));
  return printed.map(({ method, count, cells }) => {
    const { mean } = summarise(cells.filter((cell) => isInAll(columnOf(cell))).map(({ value }) => value));
    return { method, mean, draws: new Float64Array(count).fill(mean) };
  });
}

export const rankings: View<Ranking> = {
  name: 'rankings',
  from: [experiments.systems],
  varies: ['exits'],
  rows(runs, { profile, source }) {
    const own = ranked(runs);
    const beside = profile.beside
      .map((name) => profileOf(name))
      .map((other) => ({
        against: everyBlock(other).title,
        order: ranked(storedRuns(other, experiments.systems, source()).found),
      }));
    return [...beside, { against: 'COSEE, Table 2', order: printedOrder(own) }].flatMap(
      ({ against, order }) => {
        const agreement = rankAgreement(own, order);
        return agreement ? [{ against, ...agreement }] : [];
      },
    );
  },
};
