/** A grid: runs under the ids of their records, found without training any. */
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
import type { Profile } from './profiles';

/** A run of a grid: what is asked for, and the id and configuration that its record has. */
export interface GridRun {
  readonly id: string;
  readonly config: RunConfig;
  readonly options: RunOptions;
  /** The experiments that it is of. */
  readonly experiments: readonly Experiment[];
}

/** A run asked for, and the experiment that asks. */
export interface WantedRun {
  readonly options: RunOptions;
  readonly experiment: Experiment;
}

/** All runs of some experiments on a profile. */
export const wantedRuns = (profile: Profile, experiments: readonly Experiment[]): WantedRun[] =>
  experiments.flatMap((experiment) => experiment.runs(profile).map((options) => ({ options, experiment })));

/** Of a run in a store; one that is not there may ship, and needs no training. */
export type RunState = 'finished' | 'diverged' | 'ships' | 'missing';

/**
 * The runs in the order given, each once, with all snapshots asked for that it has steps for. Every task and encoder is opened first,
 * once. Throws a LabError that names all of them that cannot be.
 */
export function gridRuns(wanted: readonly WantedRun[]): GridRun[] {
  const problems: string[] = [];
  const asked = wanted.map(({ options }) => options);
  const datasets = openEach(asked, keyOfData, openDataset, problems);
  const encoders = openEach(asked, keyOfEncoder, ({ encoder }) => openEncoderFolder(encoder), problems);
  if (problems.length > 0)
    throw new LabError(`nothing was trained, for the grid lacks:\n${problems.join('\n')}`);
  const runs = new Map<string, GridRun>();
  for (const { options, experiment } of wanted) {
    const [dataset, encoder] = [
      datasets.get(keyOfData(options)),
      encoders.get(keyOfEncoder(options)),
    ] as const;
    if (!dataset || !encoder) continue;
    const config = configOf(options, dataset, encoder);
    const id = runId(config);
    const before = runs.get(id);
    const experiments = [...(before?.experiments ?? []), experiment];
    runs.set(id, { id, config, experiments, options: withSnapshots(options, config, before?.options) });
  }
  return [...runs.values()];
}

const keyOfData = ({ task, data }: RunOptions): string => JSON.stringify([task, data]);
const keyOfEncoder = ({ encoder }: RunOptions): string => encoder;

/** What `open` gives for every key, once; what it refuses is a line of `problems`. */
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

/** The options with the snapshots of both, those that the run has steps for. */
function withSnapshots(options: RunOptions, config: RunConfig, before: RunOptions | undefined): RunOptions {
  const asked = [...(before?.snapshots ?? []), ...(options.snapshots ?? [])];
  const steps = [...new Set(asked)].filter((step) => step <= stepsOf(config)).sort((a, b) => a - b);
  return { ...options, snapshots: steps };
}

/**
 * Whether a run's record is in the store, with the snapshots asked for and what else its experiments need; or, where they need nothing
 * else, among the records that ship, whose ids are `shipped`.
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
