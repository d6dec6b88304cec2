import * as tf from '@tensorflow/tfjs-core';
import { targetOf } from '../../targets';
import { drawnMemory, remembered } from '../../training/memory';
import type { StageSpan } from '../../training/stages';
import type { ExitRecord, Method } from '../../types';
import { drawnAs, EXAMPLES, placeAt, type RunSizes } from './problem';

/** The seed of a run from which a stage draws. */
const SEED = 1;

/** What a stage remembers of the examples of the problem, [N]; undefined if neither it nor one before it remembers. */
export function toyMemory(span: StageSpan, sizes: RunSizes): Float32Array | undefined {
  const { method, remembers } = span;
  if (typeof remembers === 'object')
    return drawnMemory(span, remembers, { examples: examplesOf(sizes), seed: SEED });
  return remembers && remembered(span, remembers, toyRecord(method, sizes));
}

const examplesOf = ({ classes }: RunSizes): number => Math.max(EXAMPLES, classes);

/** Synthetic outputs of the exits for as many examples as the problem has. A stage remembers numbers from them. */
function toyRecord({ exit, encoders }: Pick<Method, 'exit' | 'encoders'>, sizes: RunSizes): ExitRecord {
  const { depths, classes } = sizes;
  const examples = examplesOf(sizes);
  const drawn = (name: string, shape: readonly number[]) =>
    tf.tidy(() => drawnAs(`remembered ${name}`, [depths.length, examples, ...shape]).dataSync<'float32'>());
  const extras = Object.entries(exit.extras?.(placeAt(sizes, 0)) ?? {});
  return {
    ...{ depths, encoders, classes, logits: drawn('logits', [classes]) },
    labels: targetOf(classes).labels(Array.from({ length: examples }, (_, n) => n % Math.max(2, classes))),
    extras: Object.fromEntries(extras.map(([name, shape]) => [name, { shape, data: drawn(name, shape) }])),
  };
}
