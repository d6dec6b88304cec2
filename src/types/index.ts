/**
 * The types of the lab. Axes: B batch, T tokens, H hidden, A heads, E exits, C classes, N examples, M depth. An *exit*
 * (also: highway, off-ramp, internal classifier) is a classifier after a block of the encoder. Its *depth* is the
 * number of blocks before it, so the first block has depth 1.
 */

/** After a backend is opened, tensors have operations as methods, such as `losses[0].mul(2)`. */
export type {} from '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
export type * from './decision';
export type * from './encoder';
export type * from './exit';
export type * from './method';
export type * from './record';
export type * from './stage';
export type * from './target';
export type * from './text';
