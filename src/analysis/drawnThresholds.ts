import { LabError } from '../errors';
import { drawnThresholds } from '../methods/cosee/thresholds';
import type { RunRecord } from '../types';

/** The thresholds that a step of COSEE drew, and the range of its signals. */
export interface DrawnStep {
  readonly step: number;
  /** The epoch of the step, from 1. */
  readonly epoch?: number;
  /** The signal that the thresholds are of. */
  readonly signal?: string;
  /** K */
  readonly thresholds: readonly number[];
  /** The range of the signals of the internal exits on the batch of the step. */
  readonly lowest: number;
  readonly highest: number;
}

/**
 * The thresholds that each step of a run drew. A record stores only the range of a step's signals. The thresholds
 * follow from the run's seed and the ranges of the earlier steps. The list is empty if the record has no steps.
 * Throws LabError for a method that draws no thresholds.
 */
export function thresholdsDrawn({ config, steps }: Pick<RunRecord, 'config' | 'steps'>): DrawnStep[] {
  const count = config.constants?.thresholds;
  if (typeof count !== 'number')
    throw new LabError(`expected a run that draws thresholds, such as COSEE's, got one of ${config.method}`);
  const source = drawnThresholds(count);
  const span = { steps: steps.length, stepsPerEpoch: steps.length / config.epochs };
  const run = { ...span, exits: config.exits.length, seed: config.seed };
  const { signal } = config.constants ?? {};
  return steps.map(({ step, notes }) => ({
    step,
    epoch: Math.ceil(step / span.stepsPerEpoch),
    ...(typeof signal === 'string' && { signal }),
    thresholds: source.at({ t: step, ...run }, steps),
    lowest: notes?.lowest ?? Number.NaN,
    highest: notes?.highest ?? Number.NaN,
  }));
}
