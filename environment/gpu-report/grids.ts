/** The training behind each profile's figures: the number of steps, and the FLOP of a step. */
import { orNull } from '../../src/errors';
import { type Experiment, type Profile, profile, profileNames } from '../../src/experiments';
import { wantedRuns } from '../../src/experiments/grid';
import { coseePaper, coseeSearch, sweetPaper } from '../../src/papers';
import { stepFlops } from '../../src/plan/flops';
import { isSized } from '../../src/plan/hours';
import type { StepGroup } from '../../src/plan/projection';
import { plannedRuns } from '../../src/plan/runs';
import { defaultStore } from '../../src/runs/run';

/** The grid of a paper's experiments on a profile. */
export interface Grid {
  readonly profile: string;
  readonly part: string;
  readonly runs: number;
  readonly steps: number;
  /** Whether examples were counted and measured, or taken from the known sizes of GLUE and from the settings. */
  readonly from: 'data' | 'settings';
  readonly groups: readonly StepGroup[];
}

const parts: Readonly<Record<string, readonly Experiment[]>> = {
  SWEET: sweetPaper.experiments,
  COSEE: coseePaper.experiments.filter((experiment) => experiment !== coseeSearch),
  "COSEE's search": [coseeSearch],
};

/** Another name of the profile `paper`. */
const ALIAS = 'paper-bert-base';

/** The grids of all the lab's profiles whose data and encoder are here or known. */
export const allGrids = (): Grid[] =>
  profileNames
    .filter((name) => name !== ALIAS)
    .flatMap((name) =>
      Object.entries(parts).flatMap(
        ([part, experiments]) => orNull(() => gridOf(profile(name), part, experiments)) ?? [],
      ),
    );

/** The grid of some experiments on a profile, from its data if they are on this machine. */
export function gridOf(settings: Profile, part: string, experiments: readonly Experiment[]): Grid {
  const runs = plannedRuns(wantedRuns(settings, experiments), defaultStore()).filter(isSized);
  const groups = new Map<number, number>();
  for (const { size } of runs) {
    const flops = stepFlops(size.model, size);
    groups.set(flops, (groups.get(flops) ?? 0) + size.steps);
  }
  const isMeasured = runs.every(({ size }) => size.tokensFrom === 'data');
  return {
    ...{ profile: settings.name, part, runs: runs.length, from: isMeasured ? 'data' : 'settings' },
    steps: [...groups.values()].reduce((sum, count) => sum + count, 0),
    groups: [...groups].map(([flops, steps]) => ({ flops, steps })),
  };
}
