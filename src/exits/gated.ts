import * as tf from '@tensorflow/tfjs-core';
import type { ExitModule, Place } from '../types';
import { layer, layerShapes } from './linear';
import { headName } from './model';

/**
 * An exit with a gate beside its classifier: g = sigmoid(v·x + c) in (0, 1), a linear head that learns whether the
 * exit's answer is right (SWEET §5) or wrong (BERxiT). Each exit has a gate of its own, or all have one.
 */
export function gated(exit: ExitModule, gates: 'per-exit' | 'shared'): ExitModule {
  const nameOf = (at: Place) => (gates === 'shared' ? 'gate' : `${headName(at.exit)}.gate`);
  return {
    shapes: (at, encoder) => ({
      ...exit.shapes(at, encoder),
      ...layerShapes(nameOf(at), 1, encoder.width),
    }),
    extras: (at) => ({ ...exit.extras?.(at), gates: [] }),
    read(p, at, seen) {
      const said = exit.read(p, at, seen);
      const gate = tf.sigmoid(layer(p, nameOf(at), said.input));
      return { ...said, extras: { ...said.extras, gates: tf.reshape(gate, [gate.shape[0]]) } };
    },
  };
}

/** Some exit, for what is alike at all of them. */
const ANY: Place = { exit: 0, exits: 2, depth: 1, classes: 2, pooler: 'none' };

/** Whether exits say something of that name beside their logits. */
export const says = (exit: ExitModule, name: string): boolean => name in (exit.extras?.(ANY) ?? {});
