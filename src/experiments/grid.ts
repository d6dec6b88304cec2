/** A grid: runs and the ids of their records, found without training. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openEncoderFolder } from '../encoders/folder';
import { LabError } from '../errors';
import { type RunOptions, runId, stepsOf } from '../runs/config';
import { configOf } from '../runs/prepare';
import { readSummary } from '../runs/record';
import { isWhole, run } from '../runs/run';
import type { RunSurroundings } from '../runs/surroundings';
import { openDataset } from '../text/dataset';
import type { RunConfig } from '../types';
import type { Experiment } from './experiment';
import { identifiedOnce } from './identifiedOnce';
import type { Profile } from './profiles';

/** A run of a grid: its options, and the id and configuration of its record. */
export interface GridRun {
  readonly id: string;
  readonly config: RunConfig;
  readonly options: RunOptions;
  /** The experiments that need this run. */
  readonly experiments: readonly Experiment[];
}

/** A run, and an experiment that needs it. */
export interface WantedRun {
  readonly options: RunOptions;
  readonly experiment: Experiment;
}

/** All runs of some experiments on a profile. */
export const wantedRuns = (profile: Profile, experiments: readonly Experiment[]): WantedRun[] =>
  experiments.flatMap((experiment) => experiment.runs(profile).map((options) => ({ options, experiment })));

/**
 * The state of a run in a store. A run that is missing there may be among the shipped records; it needs no training.
 */
export type RunState = 'finished' | 'diverged' | 'ships' | 'missing';

/**
 * The runs in the given order, without repetitions. A run gets all snapshots asked for at steps that it has. Every
 * task and encoder is opened once, before anything else. Throws a LabError that names all those that cannot be
 * opened.
 */
export function gridRuns(wanted: readonly WantedRun[]): GridRun[] {
  const problems: string[] = [];
  const asked = wanted.map(({ options }) => options);
  const datasets = openEach(asked, keyOfData, openDataset, problems);
  const encoders = openEach(asked, keyOfEncoder, ({ encoder }) => openEncoderFolder(encoder), problems);
  if (problems.length > 0)
    throw new LabError(
      `nothing was trained, because the grid needs what is missing here:\n${problems.join('\n')}`,
    );
  const runs = new Map<string, GridRun>();
  const identify = identifiedOnce();
  for (const { options, experiment } of wanted) {
    const [dataset, encoder] = [
      datasets.get(keyOfData(options)),
      encoders.get(keyOfEncoder(options)),
    ] as const;
    if (!dataset || !encoder) continue;
    const config = configOf(options, dataset, encoder, identify);
    const id = runId(config);
    const before = runs.get(id);
    const experiments = [...(before?.experiments ?? []), experiment];
    runs.set(id, { id, config, experiments, options: withSnapshots(options, config, before?.options) });
  }
  return [...runs.values()];
}

const keyOfData = ({ task, data }: RunOptions): string => JSON.stringify([task, data]);
const keyOfEncoder = ({ encoder }: RunOptions): string => encoder;

/** The value of `open` for every key, computed once. Errors are added to `problems`, one line each. */
function openEach<T>(
  wanted: readonly RunOptions[],
  key: (options: RunOptions) => string,
  open: (options: RunOptions) => T,
  problems: string[],
): Map<string, T> {
  const distinct = new Map(wanted.map((options) => [key(options), options]));
  const opened = new Map<string, T>();
  for (const [name, options] of distinct) {
    try {
      opened.set(name, open(options));
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      problems.push(error.message);
    }
  }
  return opened;
}

/** The options with the snapshots of both, at steps that the run has. */
function withSnapshots(options: RunOptions, config: RunConfig, before: RunOptions | undefined): RunOptions {
  const asked = [...(before?.snapshots ?? []), ...(options.snapshots ?? [])];
  const steps = [...new Set(asked)].filter((step) => step <= stepsOf(config)).sort((a, b) => a - b);
  return { ...options, snapshots: steps };
}

/**
 * The state of a run. A finished run in the store also needs its snapshots and the measurements of its experiments. A
 * run whose experiments need no measurements may instead be among the records that ship, whose ids are `shipped`.
 */
export function stateOf(
  { id, options, experiments }: GridRun,
  store: string,
  shipped: ReadonlySet<string> = new Set(),
): RunState {
  const folder = join(store, id);
  const { snapshots = [] } = options;
  if (existsSync(folder) && isWhole(folder, snapshots)) {
    if (readSummary(folder).diverged) return 'diverged';
    return experiments.every(({ isDone = () => true }) => isDone(folder)) ? 'finished' : 'missing';
  }
  const alone = snapshots.length === 0 && experiments.every(({ isDone }) => isDone === undefined);
  return alone && shipped.has(id) ? 'ships' : 'missing';
}

/** Trains a run as each of its experiments does. Throws what they throw: Busy, Diverged, Interrupted. */
export async function trainGridRun(
  { options, experiments }: GridRun,
  surroundings: RunSurroundings,
): Promise<void> {
  const ways = new Set(experiments.map(({ train = run }) => train));
  for (const train of ways) await train(options, surroundings);
}
