import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { sizeOf } from '../encoders/safetensors-header';
import { type MultiExit, parameterShapes } from '../exits';
import { nextTurn } from '../nextTurn';
import { checkOutputs, type NameOfExample } from '../outputs';
import { targetOf } from '../targets';
import { makeBatch, type Padding, planByLength } from '../text/batches';
import type { EncodedExample, ExitOutput, ExitRecord, Parameters } from '../types';
import { blankRecord } from './blankRecord';
import { evaluateExits, stepInputs } from './step';

const EVALUATION_BATCH = 32;

/** The callbacks of an evaluation. */
export interface EvaluationListener {
  /** The name of example n, for the error about a NaN or infinite output. */
  readonly nameOf?: NameOfExample;
  /** Called after every batch with the number of finished examples. It may throw to stop the evaluation. */
  afterBatch?(done: number): Promise<void>;
}

/** Copies parameters from the host to tensors. The caller disposes of them. */
export function deviceParameters(
  model: MultiExit,
  values: Readonly<Record<string, Float32Array>>,
): Parameters<Tensor> {
  const shapes = Object.entries(parameterShapes(model));
  return Object.fromEntries(
    shapes.map(([name, shape]) => [name, tf.tensor(values[name], [...shape], 'float32')]),
  );
}

/**
 * Runs every example through every exit once. Returns the logits [E, N, C] and the extras [E, N, ...], from which all
 * decisions are made later. Throws LabError if a value is NaN or infinite. The error names the exit and, by `nameOf`,
 * the example.
 */
export async function evaluate(
  model: MultiExit,
  parameters: Parameters<Tensor>,
  examples: readonly EncodedExample[],
  padding: Padding,
  { nameOf, afterBatch = nextTurn }: EvaluationListener = {},
): Promise<ExitRecord> {
  const labels = targetOf(model.classes).labels(examples.map(({ label }) => label));
  const record = blankRecord(model, labels);
  const lengths = examples.map(({ ids }) => ids.length);
  let done = 0;
  for (const rows of planByLength(lengths, EVALUATION_BATCH)) {
    const batch = makeBatch(examples, rows, padding);
    const outputs = tf.tidy(() =>
      evaluateExits(model, parameters, stepInputs(batch, 0)).map(({ logits, extras }) => ({
        logits,
        extras,
      })),
    );
    for (const [e, output] of outputs.entries()) await keep(record, e, rows, output);
    tf.dispose(outputs as object as tf.TensorContainer);
    done += rows.length;
    await afterBatch(done);
  }
  checkOutputs(record, nameOf);
  return record;
}

/** Copies the outputs of one exit for some rows to their places in the record. */
async function keep(
  { logits, extras = {}, classes, labels }: ExitRecord,
  exit: number,
  rows: ArrayLike<number>,
  said: Pick<ExitOutput, 'logits' | 'extras'>,
): Promise<void> {
  const put = async (into: Float32Array, size: number, tensor: Tensor) => {
    const values = await tensor.data();
    for (let i = 0; i < rows.length; i++)
      into.set(values.subarray(i * size, (i + 1) * size), (exit * labels.length + rows[i]) * size);
  };
  await put(logits, classes, said.logits);
  for (const [name, { data, shape }] of Object.entries(extras))
    if (said.extras) await put(data, sizeOf(shape), said.extras[name]);
}
