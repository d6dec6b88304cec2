import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { type MultiExit, parameterShapes } from '../exits';
import { targetOf } from '../targets';
import { makeBatch, type Padding, planByLength } from '../text/batches';
import type { EncodedExample, ExitRecord, Parameters } from '../types';
import { evaluateExits, type ModelAndMethod, stepInputs } from './step';

const EVALUATION_BATCH = 32;

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Host parameters as tensors; the caller disposes of them. */
export function deviceParameters(
  model: MultiExit,
  values: Readonly<Record<string, Float32Array>>,
): Parameters<Tensor> {
  const shapes = Object.entries(parameterShapes(model));
  return Object.fromEntries(shapes.map(([name, shape]) => [name, tf.tensor(values[name], shape, 'float32')]));
}

/**
 * Every example through every exit once: the logits [E, N, C], and gates [E, N] where there are any, that all decisions
 * are made from afterwards. `afterBatch` is told of how many examples that was done; it may throw to stop.
 */
export async function evaluate(
  trained: ModelAndMethod,
  parameters: Parameters<Tensor>,
  examples: readonly EncodedExample[],
  padding: Padding,
  afterBatch: (done: number) => Promise<void> = nextTurn,
): Promise<ExitRecord> {
  const { model } = trained;
  const { depths, classes, encoders } = model;
  const N = examples.length;
  const logits = new Float32Array(depths.length * N * classes);
  const gates = model.gates && new Float32Array(depths.length * N);
  const lengths = examples.map(({ ids }) => ids.length);
  let done = 0;
  for (const rows of planByLength(lengths, EVALUATION_BATCH)) {
    const batch = makeBatch(examples, rows, padding);
    const outputs = tf.tidy(() =>
      evaluateExits(trained, parameters, stepInputs(batch, 0)).map(({ logits, gate }) => ({ logits, gate })),
    );
    for (const [e, output] of outputs.entries()) {
      const values = await output.logits.data();
      const said = await output.gate?.data();
      rows.forEach((row, i) => {
        logits.set(values.subarray(i * classes, (i + 1) * classes), (e * N + row) * classes);
        if (gates && said) gates[e * N + row] = said[i];
      });
    }
    tf.dispose(outputs);
    done += rows.length;
    await afterBatch(done);
  }
  const labels = targetOf(classes).labels(examples.map(({ label }) => label));
  return { depths, encoders, logits, labels, classes, ...(gates && { gates }) };
}
