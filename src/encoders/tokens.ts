import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { withoutPrefix } from '../named';
import type { RowCounts } from '../ops/dropout';
import type { Parameters, Tokens } from '../types';

/** B examples padded to T tokens on the host, row-major. `mask` is 1 at tokens and 0 at padding. */
export interface PaddedIds {
  readonly size: number;
  readonly length: number;
  readonly ids: Int32Array;
  readonly typeIds: Int32Array;
  readonly mask: Float32Array;
}

/** The place of each of the N tokens, and the token at each of the B·T places, N at padding. */
export function placesOf(mask: Float32Array): { readonly places: Int32Array; readonly tokens: Int32Array } {
  const places = Int32Array.from(mask.keys()).filter((place) => mask[place] === 1);
  const tokens = new Int32Array(mask.length).fill(places.length);
  places.forEach((place, token) => {
    tokens[place] = token;
  });
  return { places, tokens };
}

/** Copies the tokens of padded examples to the device, without the padding. */
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

/** Splits the examples into `count` parts of nearly equal size. A part is empty if there are too few examples. */
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

const prefixOf = (part: number): string => `part${part}.`;

/** The tokens of a batch's parts as named tensors. */
export const namedTokens = (parts: readonly Tokens[]): Record<string, Tensor> =>
  Object.fromEntries(
    parts.flatMap((tokens, part) =>
      Object.entries(tokens).map(([name, tensor]) => [`${prefixOf(part)}${name}`, tensor]),
    ),
  );

/** The numbers of tokens and examples of each part. */
export const rowCounts = (parts: readonly Tokens[]): RowCounts[] =>
  parts.map(({ ids, mask }) => ({ tokens: ids.shape[0], examples: mask.shape[0] }));

/** The parts of a batch from tensors with the names of `namedTokens`. */
export function tokensOf(named: Parameters<Tensor>): Tokens[] {
  const parts: Tokens[] = [];
  while (`${prefixOf(parts.length)}ids` in named)
    parts.push(withoutPrefix(named, prefixOf(parts.length)) as unknown as Tokens);
  return parts;
}
