/** The runs of a plan: which are missing, and the size of each, also without its data and its encoder. */
import { openEncoderFolder } from '../encoders/folder';
import { orNull } from '../errors';
import type { MultiExit } from '../exits';
import { gridRuns, type RunState, stateOf, type WantedRun } from '../experiments/grid';
import { examplesOf } from '../experiments/match';
import { once } from '../experiments/once';
import { openRecords, shippedIds } from '../experiments/records';
import { isAtHand } from '../runs/absent';
import { type RunOptions, recipe, stepsOf } from '../runs/config';
import { type SplitSizes, sizesOfSplits } from '../runs/evaluation';
import { modelOf, settingsOf } from '../runs/prepare';
import { openDataset } from '../text/dataset';
import { glueSizes } from './glueSizes';
import { cachedEncoder, knownEncoder } from './knownEncoders';

/** A run of a plan. */
export interface PlannedRun {
  readonly options: RunOptions;
  /** The names of the experiments that need it. */
  readonly experiments: readonly string[];
  readonly state: RunState;
  /** Null if the encoder is neither here nor known. */
  readonly size: RunSize | null;
}

/** What a run computes. */
export interface RunSize {
  readonly model: MultiExit;
  readonly batch: number;
  readonly steps: number;
  /** The examples of the evaluation. */
  readonly evaluated: number;
  /** The mean tokens of an example. */
  readonly tokens: number;
  /** Where the number of tokens is from. */
  readonly tokensFrom: 'data' | 'known' | 'longest';
}

/**
 * The runs in the given order, each once. Those whose data and encoder are here have the state that a grid gives them.
 * The others are looked for by their settings. Throws LabError that names what is neither here nor on the Hub.
 */
export function plannedRuns(wanted: readonly WantedRun[], store: string): PlannedRun[] {
  const isHere = once(
    ({ task, data, encoder }: RunOptions) => JSON.stringify([task, data, encoder]),
    isAtHand,
  );
  const here = wanted.filter(({ options }) => isHere(options));
  const sizeOfRun = sizes();
  const shipped = shippedIds();
  const ready = gridRuns(here).map(
    (one): PlannedRun => ({
      options: one.options,
      experiments: [...new Set(one.experiments.map(({ name }) => name))],
      state: stateOf(one, store, shipped),
      size: sizeOfRun(one.options),
    }),
  );
  const absent = distinct(wanted.filter(({ options }) => !isHere(options)));
  if (absent.length === 0) return ready;
  const source = openRecords({ store });
  const others = absent.map(({ options, experiments }): PlannedRun => {
    const { run } = source.find(options);
    const state = run === null ? 'missing' : run.folder.startsWith(store) ? 'finished' : 'ships';
    return { options, experiments, state, size: sizeOfRun(options) };
  });
  return [...ready, ...others];
}

/** Runs with equal options, once. Snapshots make no other run. */
function distinct(wanted: readonly WantedRun[]): Pick<PlannedRun, 'options' | 'experiments'>[] {
  const runs = new Map<string, Pick<PlannedRun, 'options' | 'experiments'>>();
  for (const { options, experiment } of wanted) {
    const { method, snapshots = [], ...rest } = options;
    const key = JSON.stringify([method.name, method.constants, rest]);
    const before = runs.get(key);
    const experiments = [...new Set([...(before?.experiments ?? []), experiment.name])];
    const all = [...new Set([...(before?.options.snapshots ?? []), ...snapshots])];
    runs.set(key, { options: { ...options, snapshots: all }, experiments });
  }
  return [...runs.values()];
}

/** The tokens of this many training examples are counted. */
const COUNTED = 200;

/** A function that gives the size of a run. Each task and encoder is read once. */
function sizes(): (options: RunOptions) => RunSize | null {
  const datasetOf = once(
    ({ task, data }: RunOptions) => JSON.stringify([task, data]),
    (options) => orNull(() => openDataset(options)),
  );
  const folderOf = once(
    ({ encoder }: RunOptions) => encoder,
    ({ encoder }) => orNull(() => openEncoderFolder(encoder)),
  );
  const tokensOf = once(
    ({ task, data, encoder, maxLength }: RunOptions) => JSON.stringify([task, data, encoder, maxLength]),
    (options): Pick<RunSize, 'tokens' | 'tokensFrom'> => {
      const { maxLength = recipe.maxLength, task } = options;
      const [examples, folder] = [datasetOf(options)?.train.slice(0, COUNTED), folderOf(options)];
      if (examples && folder) {
        const tokenizer = folder.tokenizer();
        const total = examples.reduce((sum, one) => sum + tokenizer.encode(one, maxLength).ids.length, 0);
        return { tokens: Math.round(total / examples.length), tokensFrom: 'data' };
      }
      const known = glueSizes[task];
      return known
        ? { tokens: Math.min(known.tokens, maxLength), tokensFrom: 'known' }
        : { tokens: maxLength, tokensFrom: 'longest' };
    },
  );
  return (options) => {
    const encoder =
      folderOf(options)?.encoder ?? knownEncoder(options.encoder) ?? cachedEncoder(options.encoder);
    if (!encoder) return null;
    const dataset = datasetOf(options);
    const known = glueSizes[options.task];
    const of = dataset ? sizesOfSplits(dataset) : known;
    const classes = dataset?.task.labels.length ?? known?.classes ?? 2;
    return {
      ...countsOf(options, of),
      ...tokensOf(options),
      model: modelOf(settingsOf(options, encoder), classes, encoder, options.method),
    };
  };
}

function countsOf(
  options: RunOptions,
  of: SplitSizes | undefined,
): Pick<RunSize, 'batch' | 'steps' | 'evaluated'> {
  const { batch = recipe.batch, epochs = recipe.epochs } = options;
  const { trainSize, evalSize: evaluated } = examplesOf(options, of);
  return { batch, steps: stepsOf({ trainSize, batch, epochs }), evaluated };
}
