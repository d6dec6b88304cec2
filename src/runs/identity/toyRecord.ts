import * as tf from '@tensorflow/tfjs-core';
import { targetOf } from '../../targets';
import type { ExitRecord, Method } from '../../types';
import { drawnAs, EXAMPLES, placeAt, type RunSizes } from './problem';

/** Synthetic outputs of the exits for as many examples as the problem has. A stage remembers numbers from them. */
export function toyRecord(
  { exit, encoders }: Pick<Method, 'exit' | 'encoders'>,
  sizes: RunSizes,
): ExitRecord {
  const { depths, classes } = sizes;
  const examples = Math.max(EXAMPLES, classes);
  const drawn = (name: string, shape: readonly number[]) =>
    tf.tidy(() => drawnAs(`remembered ${name}`, [depths.length, examples, ...shape]).dataSync<'float32'>());
  const extras = Object.entries(exit.extras?.(placeAt(sizes, 0)) ?? {});
  return {
    ...{ depths, encoders, classes, logits: drawn('logits', [classes]) },
    labels: targetOf(classes).labels(Array.from({ length: examples }, (_, n) => n % Math.max(2, classes))),
    extras: Object.fromEntries(extras.map(([name, shape]) => [name, { shape, data: drawn(name, shape) }])),
  };
}
