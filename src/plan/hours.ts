/** The seconds of the runs of a plan, from a calibration. */
import { groupBy } from '../analysis/groups';
import type { Kind, Timing } from './calibrate';
import { forwardFlops, stepFlops } from './flops';
import { beyond, secondsOfStep } from './projection';
import type { PlannedRun, RunSize } from './runs';
import { EVALUATED } from './trial';

/** A run whose size is known. */
export interface SizedRun extends PlannedRun {
  readonly size: RunSize;
}

export const isSized = (run: PlannedRun): run is SizedRun => run.size !== null;

/** FLOP of the training of a run, without its evaluation. */
export const trainingFlops = ({ size }: SizedRun): number => size.steps * stepFlops(size.model, size);

/** Runs of one kind compute the same, but for the lengths and numbers of their examples. */
const keyOf = ({ options: { encoder, method }, size: { model, batch } }: SizedRun): string =>
  JSON.stringify([encoder, method.name, model.depths, model.pooler, batch]);

/** The kinds of some runs, the one with the most work first. */
export function kindsOf(runs: readonly SizedRun[]): Kind[] {
  const kinds = groupBy(runs, (run) => [keyOf(run)]).map((own) => ({
    work: own.reduce((sum, run) => sum + trainingFlops(run), 0),
    kind: kindOf(own),
  }));
  return kinds.sort((a, b) => b.work - a.work).map(({ kind }) => kind);
}

/** The lengths of a kind at which it is timed: the shortest and the longest, if they differ by a third. */
function kindOf(own: readonly SizedRun[]): Kind {
  const [{ options, size }] = own;
  const tokens = own.map((run) => run.size.tokens);
  const [shortest, longest] = [Math.min(...tokens), Math.max(...tokens)];
  const lengths = 3 * longest > 4 * shortest ? [longest, shortest] : [longest];
  return { key: keyOf(own[0]), model: size.model, method: options.method, batch: size.batch, lengths };
}

/**
 * The seconds of a run, its start and its evaluation included. A run of a kind that was not timed takes as long as one
 * of the first kind, in proportion to the FLOP of an example.
 */
export function secondsOf(run: SizedRun, timings: readonly Timing[]): number {
  const { model, batch, steps, tokens, evaluated } = run.size;
  const known = timings.find(({ key }) => key === keyOf(run)) ?? timings[0];
  const step = secondsOfStep(stepFlops(known.model, { batch, tokens }), known.steps);
  const evaluation = secondsOfStep(EVALUATED * forwardFlops(known.model, tokens), known.evaluations);
  const seconds = known.startUp + steps * step + Math.ceil(evaluated / EVALUATED) * evaluation;
  return (seconds * forwardFlops(model, tokens)) / forwardFlops(known.model, tokens);
}

/** The ratio of the largest step of some runs to the largest that was timed. */
export function beyondTimed(runs: readonly SizedRun[], timings: readonly Timing[]): number {
  const groups = runs.map(({ size }) => ({ flops: stepFlops(size.model, size), steps: size.steps }));
  const timed = timings.flatMap(({ steps }) => steps);
  return beyond({ groups }, timed);
}
