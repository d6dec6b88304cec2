/** The calibration of a plan: trials of its kinds of runs, the largest share of the work first, in about a minute. */
import { freemem } from 'node:os';
import { sizeOf } from '../encoders/safetensors-header';
import { type MultiExit, parameterShapes } from '../exits';
import type { Method } from '../types';
import { forwardFlops, stepFlops } from './flops';
import type { TimedStep } from './projection';
import { EVALUATED, runTrial, type TrialSize } from './trial';

/** Runs that differ in the lengths and numbers of their examples only. */
export interface Kind {
  readonly key: string;
  readonly model: MultiExit;
  readonly method: Method;
  readonly batch: number;
  /** The numbers of tokens at which it is timed. */
  readonly lengths: readonly number[];
}

/** What a trial of a kind, or of a part of it, says. */
export interface Timing extends Pick<Kind, 'key' | 'model'> {
  /** Seconds before the first step is over, beyond the step. */
  readonly startUp: number;
  readonly steps: readonly TimedStep[];
  /** Of batches of evaluation. */
  readonly evaluations: readonly TimedStep[];
  /** The trial, and the seconds that it took in all. */
  readonly trial: TrialSize;
  readonly seconds: number;
  /** Whether fewer blocks or examples were run than the kind has. */
  readonly isPart: boolean;
}

/** The time of all trials in seconds. */
const SECONDS = 45;

/** The bytes for each parameter: its value, its moments and its gradient, on host and device, and copies of them. */
const BYTES_OF_PARAMETER = 48;

/** Times the kinds, in the given order, until the time is over. The first is timed, if necessary in part. */
export async function calibrate(kinds: readonly Kind[], seconds = SECONDS): Promise<Timing[]> {
  const start = performance.now();
  const left = () => seconds - (performance.now() - start) / 1000;
  const timings: Timing[] = [];
  for (const kind of kinds) {
    const known = timings[0] ?? (await timingOf(kind, quickPart(kind)));
    const fitting = partsOf(kind).filter((part) => trialSeconds(part, known) < left() && fits(part));
    const [part] = fitting.slice(-1);
    const isBetter = part && largestStep(part) > largestStep(known.trial);
    if (timings.length === 0) timings.push(isBetter ? await timingOf(kind, part) : known);
    else if (part && isWhole(kind, part)) timings.push(await timingOf(kind, part));
  }
  return timings;
}

/** Trials of a kind, the smallest first, the whole one last: of one or two exits, and of a part of the depth. */
function partsOf({ model, method, batch, lengths }: Kind): TrialSize[] {
  const { depths } = model;
  const cut = (part: number) => depths.map((depth, e) => Math.max(e + 1, Math.round(part * depth)));
  const cuts = [depths.slice(0, 2).map((_, e) => e + 1), cut(1 / 4), cut(1 / 2), depths].filter(increases);
  const batches = [2, Math.ceil(batch / 4), batch].filter((size) => size <= batch);
  const parts = cuts.flatMap((own) =>
    batches.map((size) => ({ model: { ...model, depths: own }, method, batch: size, lengths })),
  );
  return parts.sort((a, b) => largestStep(a) - largestStep(b));
}

/** FLOP of a step that is quick on every device. What limits such a step is the number of operations, not the FLOP. */
const QUICK = 1e10;

/** The largest trial whose step is quick; else the smallest one. */
function quickPart(kind: Kind): TrialSize {
  const parts = partsOf(kind);
  const quick = parts.filter((part) => largestStep(part) <= QUICK);
  return quick.at(-1) ?? parts[0];
}

const increases = (depths: readonly number[]): boolean =>
  depths.every((depth, e) => e === 0 || depth > depths[e - 1]);

const isWhole = ({ model, batch }: Kind, part: TrialSize): boolean =>
  part.batch === batch && part.model.depths.join() === model.depths.join();

const largestStep = ({ model, batch, lengths }: TrialSize): number =>
  stepFlops(model, { batch, tokens: Math.max(...lengths) });

/** The seconds of a trial, told by its parameters or its FLOP, whichever is more. */
const trialSeconds = (part: TrialSize, { trial, seconds }: Timing): number =>
  seconds *
  Math.max(parametersOf(part.model) / parametersOf(trial.model), largestStep(part) / largestStep(trial));

export const parametersOf = (model: MultiExit): number =>
  Object.values(parameterShapes(model)).reduce((sum, shape) => sum + sizeOf(shape), 0);

const fits = ({ model }: TrialSize): boolean => parametersOf(model) * BYTES_OF_PARAMETER < freemem();

async function timingOf(kind: Kind, part: TrialSize): Promise<Timing> {
  const { model, batch, lengths } = part;
  const start = performance.now();
  const { startUp, steps, evaluations } = await runTrial(part);
  const seconds = (performance.now() - start) / 1000;
  const timed = (seconds: readonly number[], flops: (tokens: number) => number): TimedStep[] =>
    lengths.map((tokens, i) => ({ flops: flops(tokens), seconds: seconds[i] }));
  return {
    ...{ key: kind.key, model: kind.model, trial: part, seconds },
    startUp: (startUp * parametersOf(kind.model)) / parametersOf(model),
    steps: timed(steps, (tokens) => stepFlops(model, { batch, tokens })),
    evaluations: timed(evaluations, (tokens) => EVALUATED * forwardFlops(model, tokens)),
    isPart: !isWhole(kind, part),
  };
}
