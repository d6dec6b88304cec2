import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { Parameters } from '../types';
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

/** The examples in `count` parts of about as many each; a part has none where there are too few. */
export function inParts({ size, length, ids, typeIds, mask }: PaddedIds, count: number): PaddedIds[] {
  return Array.from({ length: count }, (_, part) => {
    const [from, to] = [part, part + 1].map((end) => Math.floor((end * size) / count));
    const places = [from * length, to * length];
    return {
      size: to - from,
      length,
      ids: ids.subarray(...places),
      typeIds: typeIds.subarray(...places),
      mask: mask.subarray(...places),
    };
  });
}

const nameOf = (part: number, name: string): string => `part${part}.${name}`;

/** The tokens of a batch's parts as tensors with a name each. */
export const namedTokens = (parts: readonly Tokens[]): Record<string, Tensor> =>
  Object.fromEntries(
    parts.flatMap((tokens, part) =>
      Object.entries(tokens).map(([name, tensor]) => [nameOf(part, name), tensor]),
    ),
  );

const TOKEN_TENSORS: readonly (keyof Tokens)[] = ['ids', 'typeIds', 'positions', 'places', 'tokens', 'mask'];

/** The parts that `namedTokens` named. */
export function tokensOf(named: Parameters<Tensor>): Tokens[] {
  const parts: Tokens[] = [];
  while (nameOf(parts.length, 'ids') in named) {
    const tensors = TOKEN_TENSORS.map((name) => [name, named[nameOf(parts.length, name)]]);
    parts.push(Object.fromEntries(tensors));
  }
  return parts;
}
