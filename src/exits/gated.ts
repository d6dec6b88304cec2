import * as tf from '@tensorflow/tfjs-core';
import { layer, layerShapes } from '../ops/layer';
import type { ExitModule, Place } from '../types';
import { headName } from './model';

/**
 * An exit with a gate in addition to its classifier: g = sigmoid(v·x + c) in (0, 1). The linear gate learns whether
 * the answer of the exit is right (SWEET §5) or wrong (BERxiT). Each exit has its own gate, or all exits share one.
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

/** An arbitrary exit, for facts that are equal at all exits. */
const ANY: Place = { exit: 0, exits: 2, depth: 1, classes: 2, pooler: 'none' };

/** Whether exits have an extra of this name. */
export const says = (exit: ExitModule, name: string): boolean => name in (exit.extras?.(ANY) ?? {});
