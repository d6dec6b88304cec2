import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../../errors';
import { constant } from '../../ops/stopGradient';
import { quantilePolicy } from '../../policies/quantile';
import { energy } from '../../signals/energy';
import { classification } from '../../targets';
import type { CheckedModel, Constants, DifferentiableSignal, LossInputs, Method } from '../../types';
import { earlyExit } from '../earlyExit';
import { calibrationLoss, contributingExits, type ExitAverage, internalExits } from './calibration';
import { betaAt, exitLayers, sampleWeights } from './sampleWeights';
import { drawnThresholds, givenThresholds, type ThresholdSource } from './thresholds';

/** The options of COSEE. The defaults are the paper's K and ε, and the published script's β_0 and α. */
export interface CoseeOptions {
  readonly signal?: DifferentiableSignal;
  /**
   * β_0 of Eq. 4: how fast a sample's weight decreases with the distance from its exit. With 0, every exit has weight
   * 1/M.
   */
  readonly beta0?: number;
  /** α of Eq. 9: the weight of the calibration loss. */
  readonly alpha?: number;
  /** ε of Eq. 7 and 8. */
  readonly margin?: number;
  /** K, the number of thresholds drawn at each step, or the thresholds of every step. */
  readonly thresholds?: number | readonly (readonly number[])[];
  readonly average?: ExitAverage;
}

/** β_t = 0 and a threshold without effect. */
const EVERY_EXIT_ALIKE = [0, 0];

type Settings = Required<Omit<CoseeOptions, 'thresholds'>> & { readonly thresholds: ThresholdSource };

/**
 * COSEE (He et al. 2025): every exit learns most from the samples that would leave there, and the exit signal is
 * calibrated.
 * L = L_CE + α L_OSC (Eq. 9), with L_CE = 1/N Σ_n Σ_m w_n^(m) CE_n^(m) (Eq. 2, 5).
 * `sampleWeights` gives w and `calibrationLoss` gives L_OSC. β_0 = α = 0 gives the mean of the exits' losses
 * (Vanilla), α = 0 gives SWM only, and β_0 = 0 gives OSC only. Each step notes `weighted` (L_CE), `calibration`
 * (L_OSC), and the `lowest` and `highest` signal of the internal exits. Throws LabError for a negative or infinite
 * constant, and for an unbounded signal.
 */
export function cosee({
  signal = energy,
  beta0 = 10,
  alpha = 0.1,
  margin = 0.3,
  thresholds = 5,
  average = contributingExits,
}: CoseeOptions = {}): Method {
  checkConstants({ beta0, alpha, margin });
  checkRange(signal);
  const source = typeof thresholds === 'number' ? drawnThresholds(thresholds) : givenThresholds(thresholds);
  const settings = { signal, beta0, alpha, margin, thresholds: source, average };
  return {
    ...earlyExit,
    ...named(settings),
    paper: 'He et al. 2025',
    mixesExits: beta0 > 0 || (alpha > 0 && average !== internalExits),
    check: (exits) => checkExits(settings, exits),
    schedule: (step, before) =>
      beta0 === 0 ? EVERY_EXIT_ALIKE : [betaAt(beta0, step), ...source.at(step, before)],
    loss: (inputs) => {
      const parts = coseeLosses(settings, inputs);
      for (const [name, value] of Object.entries(parts)) inputs.note(name, value);
      return tf.add(parts.weighted, tf.mul(alpha, parts.calibration));
    },
    decides: quantilePolicy(signal),
  };
}

/** The terms of the loss and the range of the signal. `schedule` holds β_t and the K thresholds. */
function coseeLosses(
  { signal, margin, average }: Settings,
  { exits, labels, perExample, schedule }: LossInputs,
): Record<'weighted' | 'calibration' | 'lowest' | 'highest', Scalar> {
  const [M, N] = [exits.length, labels.size];
  const internal = tf.concat(exits.slice(0, -1).map((exit) => exit.logits)) as Tensor2D;
  const scores = tf.reshape(signal.of(internal), [M - 1, N]) as Tensor2D;
  const weights = constant(scores, () => {
    const beta = tf.reshape(tf.slice(schedule as Tensor1D, 0, 1), []) as Scalar;
    const layers = exitLayers(signal.exitsWhen, scores, tf.slice(schedule as Tensor1D, 1));
    return tf.transpose(sampleWeights(layers, M, beta));
  });
  const right = classification.rightness(internal, tf.tile(labels, [M - 1]));
  return {
    weighted: tf.div(tf.sum(tf.mul(weights, perExample)), N),
    calibration: calibrationLoss(signal.exitsWhen, scores, tf.reshape(right, [M - 1, N]), {
      margin,
      average,
    }),
    lowest: constant(scores, () => tf.min(scores)),
    highest: constant(scores, () => tf.max(scores)),
  };
}

/** The name states the active terms. The constants of the active terms identify the runs. */
function named({ signal, beta0, alpha, margin, thresholds, average }: Settings): {
  readonly name: string;
  readonly title: string;
  readonly constants?: Constants;
} {
  const weighting = { signal: signal.name, beta0, thresholds: thresholds.name };
  const calibrating = { signal: signal.name, alpha, margin, average: average.name };
  if (beta0 === 0 && alpha === 0) return { name: 'vanilla', title: 'Vanilla' };
  if (alpha === 0) return { ...partOf('swm', '+SWM', signal), constants: weighting };
  if (beta0 === 0) return { ...partOf('osc', '+OSC', signal), constants: calibrating };
  return { ...partOf('cosee', 'COSEE', signal), constants: { ...weighting, ...calibrating } };
}

const partOf = (name: string, title: string, signal: DifferentiableSignal) => ({
  name: `${name}-${signal.name.replaceAll(' ', '-')}`,
  title: `${title}, ${signal.name}`,
});

function checkConstants(constants: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(constants))
    if (!(value >= 0 && value < Infinity))
      throw new LabError(`${name}: expected a finite number of 0 or more, got ${value}`);
}

function checkRange({ name, range }: DifferentiableSignal): void {
  const [least, largest] = range(2);
  if (Number.isFinite(least) && Number.isFinite(largest)) return;
  throw new LabError(
    'signal: expected a bounded signal, such as energy, ' +
      `got ${name}, from ${least} to ${largest}; ` +
      'COSEE draws thresholds from the range and calibrates by a margin within it',
  );
}

function checkExits({ signal, margin }: Settings, { depths, classes }: CheckedModel): void {
  if (classes < 2)
    throw new LabError(
      'COSEE: expected a task of 2 classes or more, got a regression task; choose another method or task',
    );
  if (depths.length < 2) throw new LabError(`COSEE: expected 2 exits or more, got ${depths.length}`);
  const [least, largest] = signal.range(classes);
  if (margin < largest - least) return;
  throw new LabError(
    `margin: expected less than ${largest - least}, the width of ${signal.name}'s range for ${classes} classes, ` +
      `got ${margin}, which no exit can reach`,
  );
}
