/** The plan of a grid: what it takes, before anything is trained. */
import { prepareBackend } from '../backend';
import type { Experiment } from '../experiments/experiment';
import { wantedRuns } from '../experiments/grid';
import type { Profile } from '../experiments/profiles';
import type { RunSurroundings } from '../runs/surroundings';
import { calibrate, type Timing } from './calibrate';
import { checkpointBytes, recordBytes } from './disk';
import { type Download, downloadsOf } from './downloads';
import { beyondTimed, isSized, kindsOf, type SizedRun, secondsOf, trainingFlops } from './hours';
import { type PlannedRun, plannedRuns, type RunSize } from './runs';

/** What some runs take. Steps, FLOP, bytes and seconds are those of the missing ones. */
export interface PlanRow {
  readonly name: string;
  readonly about: string;
  readonly missing: number;
  /** Finished or diverged. */
  readonly finished: number;
  readonly ships: number;
  readonly steps: number;
  /** Of training, without evaluation. */
  readonly flops: number;
  readonly bytes: number;
  readonly seconds: number;
}

export interface Plan {
  readonly profile: Profile;
  /** The device that was timed; null if there was nothing to time. */
  readonly device: string | null;
  readonly rows: readonly PlanRow[];
  /** All runs, each once. */
  readonly total: PlanRow;
  readonly downloads: readonly Download[];
  /** The largest checkpoint, which is there while a run trains. */
  readonly checkpoint: number;
  /** The encoders of unknown size. Their runs are counted, and nothing else of them. */
  readonly unknown: readonly string[];
  readonly kinds: { readonly all: number; readonly timed: number };
  /** The ratio of the largest step to the largest that was timed. */
  readonly beyond: number;
  readonly tokensFrom: readonly RunSize['tokensFrom'][];
}

/** `seconds` is the time of the trials; the first kind of runs is timed, at least in part, however long it takes. */
export interface PlanSurroundings extends RunSurroundings {
  readonly store: string;
  readonly seconds?: number;
}

/**
 * Plans the runs of some experiments on a profile: counts them, asks the Hub for sizes, and times a few training steps
 * on this device. Nothing is trained, and nothing is written into the store. Throws LabError that names what is neither
 * here nor on the Hub, and Interrupted.
 */
export async function planGrid(
  profile: Profile,
  experiments: readonly Experiment[],
  { store, seconds, ...surroundings }: PlanSurroundings,
): Promise<Plan> {
  const wanted = wantedRuns(profile, experiments);
  const downloads = await downloadsOf(
    wanted.map(({ options }) => options),
    surroundings,
  );
  const runs = plannedRuns(wanted, store);
  const missing = runs.filter(({ state }) => state === 'missing');
  const sized = missing.filter(isSized);
  const { device, timings, kinds } = await timed(sized, { ...surroundings, seconds });
  const rowOf = (name: string, about: string, own: readonly PlannedRun[]) => row(name, about, own, timings);
  return {
    profile,
    device,
    rows: experiments.map(({ name, about }) =>
      rowOf(
        name,
        about,
        runs.filter((run) => run.experiments.includes(name)),
      ),
    ),
    total: rowOf('all, each run once', '', runs),
    downloads,
    checkpoint: Math.max(0, ...sized.map(checkpointBytes)),
    unknown: [...new Set(missing.filter((run) => !isSized(run)).map(({ options }) => options.encoder))],
    kinds: {
      all: kinds,
      timed: timings.filter(({ isPart }) => !isPart).length,
    },
    beyond: sized.length === 0 ? 1 : beyondTimed(sized, timings),
    tokensFrom: [...new Set(sized.map(({ size }) => size.tokensFrom))],
  };
}

interface Timed {
  readonly device: string | null;
  readonly timings: readonly Timing[];
  /** The number of kinds of runs. */
  readonly kinds: number;
}

async function timed(
  runs: readonly SizedRun[],
  { say = console.log, seconds }: Omit<PlanSurroundings, 'store'>,
): Promise<Timed> {
  if (runs.length === 0) return { device: null, timings: [], kinds: 0 };
  const { description } = await prepareBackend(() => undefined, runs[0].size.model.encoder.width);
  const kinds = kindsOf(runs);
  say(`A few training steps of ${kinds.length} kinds of runs are timed on ${description}; about a minute.`);
  return { device: description, timings: await calibrate(kinds, seconds), kinds: kinds.length };
}

function row(name: string, about: string, runs: readonly PlannedRun[], timings: readonly Timing[]): PlanRow {
  const count = (...states: readonly string[]) => runs.filter(({ state }) => states.includes(state)).length;
  const missing = runs.filter(({ state }) => state === 'missing').filter(isSized);
  const sum = (of: (run: SizedRun) => number) => missing.reduce((total, run) => total + of(run), 0);
  return {
    ...{ name, about },
    ...{ missing: count('missing'), finished: count('finished', 'diverged'), ships: count('ships') },
    steps: sum(({ size }) => size.steps),
    flops: sum(trainingFlops),
    bytes: sum(recordBytes),
    seconds: sum((run) => secondsOf(run, timings)),
  };
}
