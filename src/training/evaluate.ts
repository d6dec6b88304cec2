import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { type MultiExit, parameterShapes } from '../exits';
import { checkOutputs, type NameOfExample } from '../outputs';
import { targetOf } from '../targets';
import { makeBatch, type Padding, planByLength } from '../text/batches';
import type { EncodedExample, ExitRecord, Parameters } from '../types';
import { evaluateExits, type ModelAndMethod, stepInputs } from './step';

const EVALUATION_BATCH = 32;

/** Who follows an evaluation. */
export interface EvaluationListener {
  /** What example n is called where an output of it is no finite number. */
  readonly nameOf?: NameOfExample;
  /** Told after every batch how many examples are done; it may throw to stop. */
  afterBatch?(done: number): Promise<void>;
}

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
 * Every example through every exit once: the logits [E, N, C], and gates [E, N] where there are any, that all
 * decisions are made from afterwards. Throws LabError where one is no finite number, naming the exit and, by `nameOf`,
 * the example.
 */
export async function evaluate(
  trained: ModelAndMethod,
  parameters: Parameters<Tensor>,
  examples: readonly EncodedExample[],
  padding: Padding,
  { nameOf, afterBatch = nextTurn }: EvaluationListener = {},
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
  const record = { depths, encoders, logits, labels, classes, ...(gates && { gates }) };
  checkOutputs(record, nameOf);
  return record;
}
