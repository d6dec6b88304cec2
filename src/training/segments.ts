/** Back-propagation segment by segment, for methods without gradients across an exit. */
import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { rowCounts, tokensOf } from '../encoders/tokens';
import { LabError } from '../errors';
import {
  type BoundPart,
  bindParts,
  runSegment,
  type Segment,
  type SegmentEnd,
  type SegmentStart,
  segmentParameters,
  segmentStart,
  segmentsOf,
} from '../exits';
import { differentiate } from '../ops/differentiate';
import { type BatchMasks, seededMasks } from '../ops/dropout';
import { atStep } from '../routes/atStep';
import { crosses } from '../routes/crosses';
import type { Parameters } from '../types';
import { exitLosses, type Given, noteIn } from './lossInputs';
import { checkSeparable, lossOf, lossOfOneExit } from './separable';
import { type Backward, givenBy, type ModelAndMethod, type StepInputs, trainedNames } from './step';

/**
 * The gradients of `wholeBackward`, with the activations of one segment in memory at a time. A segment is the blocks up
 * to an exit. It runs forward and backward and is freed before the next segment starts. The method must stop the
 * gradient after every exit (SWEET, §4.1) or have separate encoders, and its loss must be L = Σ_m L_m(exit m). Then
 * ∂L/∂θ = Σ_m ∂L_m/∂θ, where m runs over the segments that read θ: one segment, or several for a shared
 * pooler or gate. Throws LabError for other methods.
 */
export const segmentBackward: Backward = (training) => {
  const { model, method } = training;
  checkNoCrossing(training);
  checkSeparable(training);
  const trained = new Set(trainedNames(training));
  return (parameters, inputs, barrier) => {
    const tokens = tokensOf(inputs);
    const parts = bindParts(model, tokens);
    const masks = seededMasks(inputs.seed, rowCounts(tokens));
    const ends: TrainedSegment[] = [];
    for (const segment of segmentsOf(model)) {
      const before = ends.at(-1);
      const own = parametersOf(segmentParameters(model, segment), parameters);
      const outputs = ends.map(({ output }) => output);
      const start = segmentStart(
        model,
        atStep(method.route, inputs.schedule),
        segment,
        before?.hidden ?? [],
        outputs,
      );
      const read = [...Object.values({ ...inputs, ...own }), ...(start.entering ?? [])];
      if (before) barrier(Object.values(before.gradients), read);
      ends.push(
        segmentGradients(training, segment, own, { trained, parameters, inputs, parts, masks, start }),
      );
      if (before) tf.dispose(before.hidden);
    }
    return {
      losses: tf.stack(ends.map(({ loss }) => loss)) as Tensor1D,
      notes: notesOf(training, ends, givenBy(inputs, parameters)),
      gradients: summed(ends.map(({ gradients }) => gradients)),
    };
  };
};

/** The notes of the method's loss for the outputs of all exits, whose activations are already freed. */
function notesOf({ method }: ModelAndMethod, ends: readonly TrainedSegment[], given: Given) {
  const notes: Record<string, Scalar> = {};
  lossOf(method, ends, given, noteIn(notes));
  return notes;
}

/** Sums the gradients of parameters that several segments share. */
function summed(parts: readonly Record<string, Tensor>[]): Record<string, Tensor> {
  const names = [...new Set(parts.flatMap(Object.keys))];
  const ofName = (name: string) => parts.flatMap((part) => part[name] ?? []);
  return Object.fromEntries(names.map((name) => [name, tf.addN(ofName(name))]));
}

function checkNoCrossing({ model, method }: ModelAndMethod): void {
  const { title, route, encoders, combine } = method;
  if (combine)
    throw new LabError(
      `expected a method with the gradients of one loss; ${title} combines the gradients of all exits; ` +
        'train it without `segmentBackward`',
    );
  if (encoders === 'separate' || !crosses(route, model.depths)) return;
  throw new LabError(
    `expected a method in which no gradient crosses an exit, such as SWEET; in ${title} later exits also train the ` +
      'blocks of earlier segments; train it without `segmentBackward`',
  );
}

const parametersOf = (names: readonly string[], parameters: Parameters<Tensor>): Record<string, Tensor> =>
  Object.fromEntries(names.map((name) => [name, parameters[name]]));

/** The inputs of the gradient of one segment. */
interface SegmentStep {
  readonly trained: ReadonlySet<string>;
  /** All parameters of the model. */
  readonly parameters: Parameters<Tensor>;
  readonly inputs: StepInputs;
  readonly parts: readonly BoundPart[];
  /** The dropout masks of the whole step. The places continue from segment to segment. */
  readonly masks: BatchMasks;
  readonly start: SegmentStart;
}

/** The results of one segment. */
interface TrainedSegment extends SegmentEnd {
  readonly loss: Scalar;
  readonly gradients: Record<string, Tensor>;
}

/** Runs one segment forward and backward. Its activations are freed when the function returns. */
function segmentGradients(
  training: ModelAndMethod,
  segment: Segment,
  own: Parameters<Tensor>,
  { trained, parameters, inputs, parts, masks, start }: SegmentStep,
): TrainedSegment {
  const { model, method } = training;
  const names = Object.keys(own).filter((name) => trained.has(name));
  const forward = (values: readonly Tensor[]) => {
    const p = { ...own, ...Object.fromEntries(names.map((name, i) => [name, values[i]])) };
    const route = atStep(method.route, inputs.schedule);
    const { hidden, output } = runSegment(model, route, segment, p, parts, masks, start);
    const [loss] = exitLosses([output], inputs.labels);
    const given = givenBy(inputs, { ...parameters, ...p });
    const y = lossOfOneExit(training, segment.exit, { loss, output }, given);
    return { y, beside: { loss, output, hidden } };
  };
  const found = differentiate(
    names.map((name) => own[name]),
    forward,
  );
  const gradients = Object.fromEntries(names.map((name, i) => [name, found.gradients[i]]));
  return { ...found.beside, gradients };
}
