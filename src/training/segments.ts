/** Back-propagation segment by segment, for methods under which no gradient crosses an exit. */
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { type PaddedTokens, padded } from '../encoders/bert';
import { rowCounts, tokensOf } from '../encoders/tokens';
import { LabError } from '../errors';
import { type MultiExit, runSegment, type Segment, segmentParameters, segmentsOf } from '../exits';
import { differentiate } from '../ops/differentiate';
import { type BatchMasks, seededMasks } from '../ops/dropout';
import { stopGradient } from '../ops/stopGradient';
import type { Method, Parameters } from '../types';
import { checkSeparable, type ExitValues, lossOf, lossOfOneExit } from './separable';
import { type Backward, exitLosses, type ModelAndMethod, noteIn, type StepInputs } from './step';

/**
 * The gradients of `wholeBackward`, with the activations of one segment in memory at a time: the blocks up to an exit
 * run, are differentiated and let go before the next begin. For methods that stop the gradient after every exit (SWEET,
 * §4.1) or give each an encoder of its own, and whose loss is L = Σ_m L_m(exit m); then ∂L/∂θ = Σ_m ∂L_m/∂θ, where only
 * the segments that read θ count: one, or several for a pooler or gate that exits share. Throws LabError for others.
 */
export const segmentBackward: Backward = (training) => {
  checkNoCrossing(training.method);
  checkSeparable(training);
  return (parameters, inputs, barrier) => {
    const parts = tokensOf(inputs).map(padded);
    const masks = seededMasks(inputs.seed, rowCounts(parts));
    const ends: SegmentEnd[] = [];
    for (const segment of segmentsOf(training.model)) {
      const before = ends.at(-1);
      const own = parametersOf(training.model, segment, parameters);
      const entering = segment.from > 0 ? before?.hidden : undefined;
      const read = [...Object.values({ ...inputs, ...own }), ...(entering ?? [])];
      if (before) barrier(Object.values(before.gradients), read);
      ends.push(segmentGradients(training, segment, own, { inputs, parts, masks, entering }));
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
function notesOf({ method }: ModelAndMethod, ends: readonly SegmentEnd[], inputs: StepInputs) {
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

function checkNoCrossing({ title, handoff, encoders }: Method): void {
  if (handoff === stopGradient || encoders === 'separate') return;
  throw new LabError(
    `expected a method under which no gradient crosses an exit, such as SWEET; under ${title} later exits move a segment's blocks too, so it cannot be let go before they have run`,
  );
}

function parametersOf(
  model: MultiExit,
  segment: Segment,
  parameters: Parameters<Tensor>,
): Record<string, Tensor> {
  return Object.fromEntries(segmentParameters(model, segment).map((name) => [name, parameters[name]]));
}

/** What a segment starts from. */
interface SegmentStart {
  readonly inputs: StepInputs;
  readonly parts: readonly PaddedTokens[];
  /** Those of the whole step: its places are counted on from segment to segment. */
  readonly masks: BatchMasks;
  readonly entering?: readonly Tensor2D[];
}

/** What a segment leaves. */
interface SegmentEnd extends ExitValues {
  readonly hidden: Tensor2D[];
  readonly gradients: Record<string, Tensor>;
}

/** Forward and backward through one segment; its activations are gone when it returns. */
function segmentGradients(
  training: ModelAndMethod,
  segment: Segment,
  own: Parameters<Tensor>,
  { inputs, parts, masks, entering }: SegmentStart,
): SegmentEnd {
  const names = Object.keys(own);
  const forward = (values: readonly Tensor[]) => {
    const p = Object.fromEntries(names.map((name, i) => [name, values[i]]));
    const { hidden, output } = runSegment(training.model, segment, p, parts, masks, entering);
    const [loss] = exitLosses([output], inputs.labels);
    const y = lossOfOneExit(training, segment.exit, { loss, output }, inputs);
    return { y, beside: { loss, output, hidden } };
  };
  const found = differentiate(Object.values(own), forward);
  const gradients = Object.fromEntries(names.map((name, i) => [name, found.gradients[i]]));
  return { ...found.beside, gradients };
}
