/** The systems of COSEE's Table 3, whose encoder is ALBERT. */
import type { ScoreRow } from '../../analysis';
import type { Profile, StoredRuns, View } from '../../experiments';
import { profile as profileOf } from '../../experiments/profiles';
import { storedRuns } from '../../experiments/records';
import { everyBlock } from './everyBlock';
import { systems } from './systems';
import { type MetricScore, systemsByMetric } from './systemsByMetric';

/** The systems of a profile: by each metric, and by the first metric of each task. */
export interface OnAlbert {
  readonly profile: Profile;
  readonly stored: { readonly [experiment: string]: StoredRuns };
  readonly rows: readonly MetricScore[];
  readonly first: readonly ScoreRow[];
}

const isAlbert = ({ printed }: Profile): boolean => printed.model === 'ALBERT';

/** The systems on ALBERT, of this profile or else of those that it names as beside it, if some are finished. */
export const onAlbert: View<OnAlbert> = {
  name: 'onAlbert',
  from: [],
  rows(_, about) {
    const { profile, source } = about;
    const known = isAlbert(profile) ? [profile] : profile.beside.map((name) => profileOf(name));
    return known.filter(isAlbert).flatMap((other) => {
      const stored = Object.fromEntries(
        systems.from.map((experiment) => [experiment.name, storedRuns(other, experiment, source())]),
      );
      const runs = Object.values(stored).flatMap(({ found }) => found);
      if (runs.length === 0) return [];
      const from = { ...about, profile: other, diverged: [] };
      const [rows, first] = [systemsByMetric.rows(runs, from), systems.rows(runs, from)];
      return [{ profile: everyBlock(other), stored, rows, first }];
    });
  },
};
