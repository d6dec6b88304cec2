/** What each system gains over the baseline at equal places. */
import { AVERAGE, type ScoreRow, sumsIn } from '../../analysis';
import { gap, placesOf } from '../../claims';
import type { Shown } from '../../experiments';
import type { GainRow } from '../../figures/gainDots';
import { BASELINE } from './views';

/**
 * The gain of every system at every place that the baseline has, as the mean over tasks, with one interval over seeds
 * and examples. A system is left out where no seed has every task.
 */
export function gainsOverBaseline({ rows, overExamples = () => null }: Shown<ScoreRow>): GainRow[] {
  const sumOf = sumsIn(rows, overExamples);
  const places = placesOf(rows.filter(({ method }) => method === BASELINE));
  const systems = [...new Set(rows.map(({ method }) => method))].filter((name) => name !== BASELINE);
  return systems.flatMap((method) =>
    places.flatMap((x) => {
      const { mean, low, high } = sumOf(gap(method, BASELINE, [x]));
      return mean === null ? [] : [{ method, task: AVERAGE, x, mean, low, high }];
    }),
  );
}
