import * as tf from '@tensorflow/tfjs-core';
import { gelu } from '../ops/gelu';
import { layer, layerShapes } from '../ops/layer';
import type { ExitModule } from '../types';
import { headName } from './model';

/** The hidden units of the policy nets in ConsistentEE's published code. */
const UNITS = 32;

const netName = (exit: number): string => `${headName(exit)}.policy`;

/**
 * An exit with a policy net (ConsistentEE, Zeng et al. 2024): p = sigmoid(v·GELU(A·x + a) + c) in (0, 1) is the
 * probability of leaving at the exit. x are the features before dropout, as in the published code. The extra `policy`
 * is p, [B].
 */
export const withPolicyNet = (exit: ExitModule): ExitModule => ({
  shapes: (at, encoder) => ({
    ...exit.shapes(at, encoder),
    ...layerShapes(`${netName(at.exit)}.dense`, UNITS, encoder.width),
    ...layerShapes(`${netName(at.exit)}.output`, 1, UNITS),
  }),
  extras: (at) => ({ ...exit.extras?.(at), policy: [] }),
  read(p, at, seen) {
    const said = exit.read(p, at, seen);
    const hidden = gelu(layer(p, `${netName(at.exit)}.dense`, said.features));
    const policy = tf.sigmoid(layer(p, `${netName(at.exit)}.output`, hidden));
    return { ...said, extras: { ...said.extras, policy: tf.reshape(policy, [policy.shape[0]]) } };
  },
});
