import type { Encoder, Shapes } from '../types';

/**
 * The shapes of the blocks from depth `from` to depth `to`, block by block, and before them those of the embeddings if
 * `from` is 0.
 */
export function encoderShapes(
  encoder: Pick<Encoder, 'embeddingShapes' | 'blockShapes'>,
  from: number,
  to: number,
): Shapes[] {
  const blocks = Array.from({ length: to - from }, (_, i) => encoder.blockShapes(from + i));
  return from === 0 ? [encoder.embeddingShapes(), ...blocks] : blocks;
}
