import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { Backward, ModelAndMethod, StepInputs } from '../../src/training/step';
import type { Parameters } from '../../src/types';

/** Losses and gradients of one step, on the host. Disposes of the parameters. */
export function hostGradients(
  backward: Backward,
  training: ModelAndMethod,
  parameters: Parameters<Tensor>,
  inputsOf: () => StepInputs,
) {
  const found = tf.tidy(() => {
    const { losses, gradients } = backward(training)(parameters, inputsOf(), () => undefined);
    const values = Object.entries(gradients).map(([name, x]) => [name, x.dataSync<'float32'>()] as const);
    const result = { losses: [...losses.dataSync()], gradients: Object.fromEntries(values) };
    losses.dispose();
    return result;
  });
  tf.dispose(Object.values(parameters));
  return found;
}
