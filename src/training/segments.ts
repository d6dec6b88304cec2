/** Back-propagation segment by segment, for methods under which no gradient crosses an exit. */
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
import { crosses } from '../routes/crosses';
import type { Parameters } from '../types';
import { exitLosses, noteIn } from './lossInputs';
import { checkSeparable, lossOf, lossOfOneExit } from './separable';
import { type Backward, type ModelAndMethod, type StepInputs, trainedNames } from './step';

/**
 * The gradients of `wholeBackward`, with the activations of one segment in memory at a time: the blocks up to an exit
 * run, are differentiated and let go before the next begin. For methods that stop the gradient after every exit (SWEET,
 * §4.1) or give each an encoder of its own, and whose loss is L = Σ_m L_m(exit m); then ∂L/∂θ = Σ_m ∂L_m/∂θ, where only
 * the segments that read θ count: one, or several for a pooler or gate that exits share. Throws LabError for others.
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
      const start = segmentStart(model, method.route, segment, before?.hidden ?? [], outputs);
      const read = [...Object.values({ ...inputs, ...own }), ...(start.entering ?? [])];
      if (before) barrier(Object.values(before.gradients), read);
      ends.push(segmentGradients(training, segment, own, { trained, inputs, parts, masks, start }));
      if (before) tf.dispose(before.hidden);
    }
    return {
      losses: tf.stack(ends.map(({ loss }) => loss)) as Tensor1D,
      notes: notesOf(training, ends, inputs),
      gradients: summed(ends.map(({ gradients }) => gradients)),
    };
  };
};

/** What the method's loss notes when it is told of all exits, whose activations are gone by then. */
function notesOf({ method }: ModelAndMethod, ends: readonly TrainedSegment[], inputs: StepInputs) {
  const notes: Record<string, Scalar> = {};
  lossOf(method, ends, inputs, noteIn(notes));
  return notes;
}

/** Adds what several segments say of a parameter that they share. */
function summed(parts: readonly Record<string, Tensor>[]): Record<string, Tensor> {
  const names = [...new Set(parts.flatMap(Object.keys))];
  const ofName = (name: string) => parts.flatMap((part) => part[name] ?? []);
  return Object.fromEntries(names.map((name) => [name, tf.addN(ofName(name))]));
}

function checkNoCrossing({ model, method }: ModelAndMethod): void {
  const { title, route, encoders, combine } = method;
  if (combine)
    throw new LabError(
      `expected a method whose gradients are those of one loss; ${title} combines the gradients of the exits, ` +
        'which all have to be there: train it without `segmentBackward`',
    );
  if (encoders === 'separate' || !crosses(route, model.depths)) return;
  throw new LabError(
    `expected a method under which no gradient crosses an exit, such as SWEET; under ${title} later exits move ` +
      "a segment's blocks too, so it cannot be let go before they have run",
  );
}

const parametersOf = (names: readonly string[], parameters: Parameters<Tensor>): Record<string, Tensor> =>
  Object.fromEntries(names.map((name) => [name, parameters[name]]));

/** What a segment is differentiated with. */
interface SegmentStep {
  readonly trained: ReadonlySet<string>;
  readonly inputs: StepInputs;
  readonly parts: readonly BoundPart[];
  /** Those of the whole step: its places are counted on from segment to segment. */
  readonly masks: BatchMasks;
  readonly start: SegmentStart;
}

/** What a segment leaves. */
interface TrainedSegment extends SegmentEnd {
  readonly loss: Scalar;
  readonly gradients: Record<string, Tensor>;
}

/** Forward and backward through one segment; its activations are gone when it returns. */
function segmentGradients(
  training: ModelAndMethod,
  segment: Segment,
  own: Parameters<Tensor>,
  { trained, inputs, parts, masks, start }: SegmentStep,
): TrainedSegment {
  const { model, method } = training;
  const names = Object.keys(own).filter((name) => trained.has(name));
  const forward = (values: readonly Tensor[]) => {
    const p = { ...own, ...Object.fromEntries(names.map((name, i) => [name, values[i]])) };
    const { hidden, output } = runSegment(model, method.route, segment, p, parts, masks, start);
    const [loss] = exitLosses([output], inputs.labels);
    const y = lossOfOneExit(training, segment.exit, { loss, output }, inputs);
    return { y, beside: { loss, output, hidden } };
  };
  const found = differentiate(
    names.map((name) => own[name]),
    forward,
  );
  const gradients = Object.fromEntries(names.map((name, i) => [name, found.gradients[i]]));
  return { ...found.beside, gradients };
}
