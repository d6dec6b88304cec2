import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { withoutPrefix } from '../named';
import type { RowCounts } from '../ops/dropout';
import type { Parameters, Tokens } from '../types';

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

const prefixOf = (part: number): string => `part${part}.`;

/** The tokens of a batch's parts as tensors with a name each. */
export const namedTokens = (parts: readonly Tokens[]): Record<string, Tensor> =>
  Object.fromEntries(
    parts.flatMap((tokens, part) =>
      Object.entries(tokens).map(([name, tensor]) => [`${prefixOf(part)}${name}`, tensor]),
    ),
  );

/** How many tokens and examples each part has. */
export const rowCounts = (parts: readonly Tokens[]): RowCounts[] =>
  parts.map(({ ids, mask }) => ({ tokens: ids.shape[0], examples: mask.shape[0] }));

/** The parts that `namedTokens` named. */
export function tokensOf(named: Parameters<Tensor>): Tokens[] {
  const parts: Tokens[] = [];
  while (`${prefixOf(parts.length)}ids` in named)
    parts.push(withoutPrefix(named, prefixOf(parts.length)) as unknown as Tokens);
  return parts;
}
