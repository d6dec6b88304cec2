/** Checks that captured segments equal the same function op by op. */
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../errors';
import type { MultiExit } from '../exits';
import { mapValues } from '../named';
import { tensorflow } from '../ops/tensorflow';
import { makeBatch } from '../text/batches';
import { seededRandom } from '../text/random';
import type { Batch, Parameters } from '../types';
import { eagerSegment } from './eager';
import { FEW_ROWS } from './fewRows';
import type { HostOutputs, SegmentInputs, SegmentRunner } from './segmentRunner';
import { namedOutputs, type Step, stepsOf } from './segments';

/**
 * The largest difference relative to the largest value. Sums in another order stay below it, and products in TF32 on a
 * GPU.
 */
const tolerance = (): number => (tensorflow()?.isUsingGpuDevice ? 1e-2 : 1e-4);

/** The numbers of tokens of the examples that are tried: a batch of few rows, and one of many. */
const LENGTHS = [[3, 7, 6], Array.from({ length: FEW_ROWS }, (_, i) => 2 + (i % 3))];

/** Throws LabError if an output of a segment is another one op by op, on batches of drawn tokens. */
export async function checkCaptured(
  runner: SegmentRunner,
  model: MultiExit,
  parameters: Parameters<Tensor>,
): Promise<void> {
  for (const lengths of LENGTHS) await checkOn(drawnBatch(model, lengths), runner, model, parameters);
}

async function checkOn(
  tokens: Batch,
  runner: SegmentRunner,
  model: MultiExit,
  parameters: Parameters<Tensor>,
): Promise<void> {
  const [captured, byOperations]: [HostOutputs[], HostOutputs[]] = [[], []];
  let entering: Tensor2D | undefined;
  for (const [s, step] of stepsOf(model).entries()) {
    const from = step.from === 0 ? undefined : entering;
    const earlierOf = (outputs: readonly HostOutputs[]) => step.earlier.map((exit) => outputs[exit]);
    const seen = runner.readsEarlier ? earlierOf(captured) : [];
    const { hidden, outputs } = await runner.run(s, { tokens, entering: from, earlier: seen });
    const inputs = { tokens, entering: from, earlier: earlierOf(byOperations) };
    const expected = saidEagerly(model, step, parameters, inputs);
    entering?.dispose();
    entering = hidden;
    captured.push(outputs);
    byOperations.push(expected);
    if (isNear(outputs.logits, expected.logits)) continue;
    entering?.dispose();
    throw new LabError(
      'expected exits that compute the same as a recorded graph and op by op, got other logits at depth ' +
        `${model.depths[s]}; compute with tensors only: an if on a size or a number of the host is recorded once`,
    );
  }
}

const saidEagerly = (
  model: MultiExit,
  step: Step,
  parameters: Parameters<Tensor>,
  inputs: SegmentInputs,
): HostOutputs => {
  let said: HostOutputs = {};
  tf.tidy(() => {
    const { output } = eagerSegment(model, step, parameters, inputs);
    said = mapValues(namedOutputs(output), (x) => x.dataSync<'float32'>());
  });
  return said;
};

function isNear(got: Float32Array, expected: Float32Array): boolean {
  const size = expected.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return expected.every((x, i) => !Number.isFinite(x) || Math.abs(got[i] - x) <= tolerance() * size);
}

function drawnBatch({ encoder }: MultiExit, lengths: readonly number[]): Batch {
  const random = seededRandom('a captured segment tried');
  const examples = lengths.map((length) => ({
    ids: Int32Array.from({ length }, () => random.integer(encoder.vocabulary)),
    typeIds: new Int32Array(length),
    label: 0,
  }));
  return makeBatch(examples, [...examples.keys()], { padId: 0, multiple: 1 });
}
