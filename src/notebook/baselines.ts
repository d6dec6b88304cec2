import { baselineRuns } from '../experiments/baselines';
import { type Profile, profile } from '../experiments/profiles';
import type { RunRecord } from '../types';

/**
 * The runs, and the baselines of every score table as runs beside them: chance, a bag of words, and the full model.
 * `individualExits(withBaselines(runs))` has their rows, and so has every other analysis of runs. The full models are
 * taken from the Multi-Models among `full`. Says which baselines are left out: see `baselineRuns`.
 */
export function withBaselines(
  runs: readonly RunRecord[],
  settings: Pick<Profile, 'data'> = profile(),
  full: readonly RunRecord[] = runs,
): RunRecord[] {
  const baselines = baselineRuns(runs, settings, full);
  const tasks = [...new Set(runs.map(({ config }) => config.task))];
  const without = (name: string) =>
    tasks.filter((task) => !baselines.some(({ config }) => config.method === name && config.task === task));
  const said = [
    {
      left: without('bag-of-words'),
      what: 'no bag of words',
      why: 'whose data are not at hand, nor its answers packed',
    },
    { left: without('full-model'), what: 'no full model alone', why: 'without a run of Multi-Model' },
  ];
  for (const { left, what, why } of said)
    if (left.length > 0) console.log(`${what} for ${left.join(', ')}, ${why}`);
  return [...runs, ...baselines];
}
