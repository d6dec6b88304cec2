import * as tf from '@tensorflow/tfjs-core';
import type { Tokens } from './bert';

/** B examples padded to T tokens on the host, row-major; `mask` is 1 on tokens and 0 on padding. */
export interface PaddedIds {
  readonly size: number;
  readonly length: number;
  readonly ids: Int32Array;
  readonly typeIds: Int32Array;
  readonly mask: Float32Array;
}

/** The place of each of the N tokens, and the token at each of the B·T places, N where there is padding. */
export function placesOf(mask: Float32Array): { readonly places: Int32Array; readonly tokens: Int32Array } {
  const places = Int32Array.from(mask.keys()).filter((place) => mask[place] === 1);
  const tokens = new Int32Array(mask.length).fill(places.length);
  places.forEach((place, token) => {
    tokens[place] = token;
  });
  return { places, tokens };
}

/** Moves the tokens of padded examples to the device, and leaves the padding behind. */
export function deviceTokens({ size, length, ids, typeIds, mask }: PaddedIds): Tokens {
  const { places, tokens } = placesOf(mask);
  const integers = (values: Int32Array) => tf.tensor1d(values, 'int32');
  return {
    ids: integers(places.map((place) => ids[place])),
    typeIds: integers(places.map((place) => typeIds[place])),
    positions: integers(places.map((place) => place % length)),
    places: integers(places),
    tokens: integers(tokens),
    mask: tf.tensor2d(mask, [size, length]),
  };
}
