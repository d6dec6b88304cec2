/**
 * The nouns of the lab. Axes: B batch, T tokens, H hidden, A heads, E exits, C classes, N examples, M depth.
 * An *exit* (others: highway, off-ramp, internal classifier) is a classifier after some block of the encoder;
 * its *depth* is the number of blocks run before it, counted from 1.
 */

/** Tensors have the operations as methods, `losses[0].mul(2)`, once a backend is open. */
export type {} from '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
export type * from './decision';
export type * from './encoder';
export type * from './exit';
export type * from './method';
export type * from './record';
export type * from './stage';
export type * from './target';
export type * from './text';
