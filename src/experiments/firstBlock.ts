/** Who moves the first block: gradients of an untrained model, exit by exit. */
import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { exitGradients } from '../analysis/exitGradients';
import { linearExit } from '../exits/linear';
import { stopGradient } from '../ops/stopGradient';
import type { RunOptions } from '../runs/config';
import { type OpenModel, openModel } from '../runs/trained';
import { gradientsOf, stepInputs } from '../training/step';
import type { ExitModule, Method } from '../types';

/** The batch of training examples that is differentiated. */
const BATCH_SEED = 1;

const lengthOf = (gradient: ArrayLike<number>): number => Math.hypot(...Array.from(gradient));

/** The length of the gradient of each exit's loss at the first block, before training. */
export interface FirstBlockPull {
  readonly method: string;
  readonly depth: number;
  readonly length: number;
}

/** How strongly each exit pulls the first block under each method, in an untrained model of these options. */
export async function firstBlockPulls(
  options: RunOptions,
  methods: readonly Method[],
  batch = 16,
): Promise<FirstBlockPull[]> {
  const opened = await openModel(options, 0);
  const examples = opened.trainingBatch(batch, BATCH_SEED);
  const pulls: FirstBlockPull[] = [];
  for (const method of methods) {
    const [block] = await exitGradients(opened.model, method, opened.parameters, examples);
    for (const { depth, gradient } of block.exits)
      pulls.push({ method: method.name, depth, length: lengthOf(gradient) });
  }
  opened.close();
  return pulls;
}

/**
 * The share of the gradient at the first block that changes if the logits of all exits but the first are hidden from
 * the gradient: 0 if the block is moved by the first exit alone. It tests a method's whole loss, with its weights and
 * terms. `schedule` has the numbers that the method's schedule gives at a step.
 */
export async function changeWithoutLaterExits(
  options: RunOptions,
  method: Method,
  schedule: readonly number[],
  batch = 16,
): Promise<number> {
  const opened = await openModel(options, 0);
  const [whole, alone] = [linearExit, firstAlone].map((exit) =>
    gradientAtFirstBlock(opened, { method, exit, schedule, batch }),
  );
  const [all, first] = [await whole.data<'float32'>(), await alone.data<'float32'>()];
  tf.dispose([whole, alone]);
  opened.close();
  return lengthOf(all.map((x, i) => x - first[i])) / lengthOf(all);
}

/** A linear exit whose logits are constants for the gradient at every exit but the first. */
const firstAlone: ExitModule = {
  ...linearExit,
  read(parameters, at, seen) {
    const said = linearExit.read(parameters, at, seen);
    return at.exit === 0 ? said : { ...said, logits: stopGradient(said.logits) };
  },
};

interface Asked {
  readonly method: Method;
  readonly exit: ExitModule;
  readonly schedule: readonly number[];
  readonly batch: number;
}

function gradientAtFirstBlock(opened: OpenModel, { method, exit, schedule, batch }: Asked): Tensor {
  const { model, parameters } = opened;
  const matrix = model.encoder.measuredMatrix(0);
  return tf.tidy(() => {
    const inputs = {
      ...stepInputs(opened.trainingBatch(batch, BATCH_SEED), 0),
      schedule: tf.tensor1d([...schedule]),
    };
    const training = { model: { ...model, exit }, method };
    return gradientsOf(training, parameters, inputs, { names: [matrix] }).gradients[matrix];
  });
}
