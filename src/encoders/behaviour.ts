import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { inPlainJavaScript } from '../backend/plainJavaScript';
import { counted } from '../counted';
import type { Encoder, Parameters, Shapes } from '../types';
import { sizeOf } from './safetensors-header';
import { deviceTokens } from './tokens';

/** Two examples with three and two tokens. */
const examplesOf = ({ vocabulary, types }: Encoder) => ({
  size: 2,
  length: 3,
  ids: Int32Array.of(1, 2, 3, 4, 5, 0).map((id) => id % vocabulary),
  typeIds: Int32Array.of(0, 0, 1, 0, 0, 0).map((type) => (types === 1 ? 0 : type)),
  mask: Float32Array.of(1, 1, 1, 1, 1, 0),
});

/** The values of parameters. Their number is prime, so that rows differ. */
const VALUES = Float32Array.from({ length: 997 }, (_, i) => Math.sin(i + 1) / 4);

/**
 * The results of an encoder on a small fixed problem, rounded: the embeddings, the first, the second and the last
 * block, the pooler, and initial values of parameters. Encoders with the same computation have equal results.
 */
export function encoderBehaviour(encoder: Encoder): string {
  const blocks = [...new Set([0, Math.min(1, encoder.depth - 1), encoder.depth - 1])];
  const shapes: Shapes = Object.assign(
    {},
    encoder.embeddingShapes(),
    ...blocks.map((block) => encoder.blockShapes(block)),
    encoder.poolerShapes('pooler'),
  );
  return inPlainJavaScript(() =>
    tf.tidy(() => {
      const p = parametersOf(shapes);
      const bound = encoder.bind(deviceTokens(examplesOf(encoder)));
      const states = [bound.embed(p, () => null)];
      for (const block of blocks) states.push(bound.block(p, block, states[states.length - 1], () => null));
      const row = tf.slice(states[states.length - 1], 0, 1) as Tensor2D;
      const read = encoder.exitRows?.(p, row) ?? row;
      const said = [...states, encoder.pool(p, 'pooler', read, () => null)].map((x) => counted(x.dataSync()));
      return JSON.stringify([shapes, said, initialOf(encoder, shapes)]);
    }),
  );
}

function parametersOf(shapes: Shapes): Parameters<Tensor> {
  const valuesOf = (size: number) => {
    const values = new Float32Array(size);
    for (let at = 0; at < size; at += VALUES.length) values.set(VALUES.subarray(0, size - at), at);
    return values;
  };
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, tf.tensor(valuesOf(sizeOf(shape)), [...shape])]),
  );
}

/** The initial values of a small parameter for each name. */
const initialOf = (encoder: Encoder, shapes: Shapes) =>
  Object.keys(shapes).map((name) => counted(encoder.initial(name, [2, 3], 1)));
