import * as tf from '@tensorflow/tfjs-core';
import type { MultiExit } from '../exits';
import type { RunOptions } from '../runs/config';
import { openModel } from '../runs/trained';
import { gradientsOf, stepInputs } from '../training/step';

/** The length of the gradient of one exit's loss at one pooler. */
export interface PoolerGradient {
  /** The depth of the exit whose loss is differentiated. */
  readonly depth: number;
  /** [P]: one length for each pooler, in the order of the exits that own them; one if all exits share a pooler. */
  readonly lengths: readonly number[];
}

/** Which exits move which pooler before training: a row for each exit. The options say whether a pooler is shared. */
export async function poolerGradients(options: RunOptions, batch = 16): Promise<PoolerGradient[]> {
  const opened = await openModel(options, 0);
  const { model, parameters } = opened;
  const names = Object.keys(parameters).filter(isPoolerMatrix(model));
  const inputs = stepInputs(opened.trainingBatch(batch, 1), 0);
  const norms = model.depths.map((_, exit) =>
    tf.tidy(() => {
      const { gradients } = gradientsOf({ model, method: options.method }, parameters, inputs, {
        total: ({ losses }) => losses[exit],
        names,
      });
      return tf.stack(names.map((name) => tf.norm(gradients[name])));
    }),
  );
  const lengths = await Promise.all(norms.map(async (one) => Array.from(await one.data())));
  tf.dispose(norms);
  opened.close();
  return model.depths.map((depth, exit) => ({ depth, lengths: lengths[exit] }));
}

/** Whether a name is that of the matrix of a pooler: of the shared one, or of one exit. */
function isPoolerMatrix({ encoder }: MultiExit): (name: string) => boolean {
  const matrices = Object.entries(encoder.poolerShapes('pooler')).filter(([, shape]) => shape.length === 2);
  return (name) => matrices.some(([matrix]) => name === matrix || name.endsWith(`.${matrix}`));
}
