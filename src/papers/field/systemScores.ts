/** The score of each system, here at equal cost and in the printed table at its own. */
import { type Difference, groupBy, published, type ScoreRow, summarise, sumsIn } from '../../analysis';
import { placesOf, score } from '../../claims';
import type { Shown } from '../../experiments';
import { methodTitle } from '../../figures';
import { TABLE_SPEED_UP } from '../cosee/systems';

/**
 * The score of every system at every speed-up, x, as the mean over tasks, with one interval over seeds and examples. A
 * speed-up at which no seed has every task is left out. Systems with a whole curve are first, the best at the table's
 * speed-up above the others.
 */
export function systemScores({ rows, overExamples = () => null }: Shown<ScoreRow>): Difference[] {
  const sumOf = sumsIn(rows, overExamples);
  const places = placesOf(rows);
  const systems = [...new Set(rows.map(({ method }) => method))].map((name) =>
    places.flatMap((x) => {
      const sum = sumOf(score(name, [x]));
      return sum.mean === null ? [] : [{ name, x: Number(x.toFixed(2)), ...sum }];
    }),
  );
  const atTable = (own: readonly Difference[]) => own.find(({ x }) => x === TABLE_SPEED_UP)?.mean ?? 0;
  return systems.sort((a, b) => b.length - a.length || atTable(b) - atTable(a)).flat();
}

/** The tasks of Table 2 that all systems but one have, each with one metric. */
const COMMON = ['rte', 'sst-2', 'qnli', 'mnli'];

/** Rows for a table: each system of COSEE's Table 2, the speed-ups at which its scores are printed, and its scores. */
export const printedSystems = () =>
  groupBy(published({ paper: 'COSEE', table: '2' }), ({ method }) => [method]).map((cells) => {
    const speedUps = cells.map(({ speedUp = 1 }) => speedUp);
    const [least, most] = [Math.min(...speedUps), Math.max(...speedUps)].map((x) => `${x.toFixed(2)}x`);
    const values = COMMON.map((task) => cells.find((cell) => cell.task === task)?.value);
    return {
      system: methodTitle(cells[0].method),
      'read at': least === most ? least : `${least} to ${most}`,
      ...Object.fromEntries(COMMON.map((task, i) => [`${task} (%)`, values[i]])),
      'mean of the four (%)': values.includes(undefined)
        ? undefined
        : summarise(values.flatMap((value) => value ?? [])).mean,
    };
  });
