import type { BenchSize } from '../bench/sizes';

/** The parts of an encoder and its exits that are counted. */
export type Counted = Pick<BenchSize, 'hidden' | 'intermediate' | 'blocks' | 'exits'>;

const CLASSES = 2;

/**
 * Floating-point operations of the forward pass of one example; a multiply-add counts as two. A block of T tokens and
 * width H has 4TH² multiply-adds for queries, keys, values and output, 2T²H for the scores and the weighted sum, and
 * 2THI for the layers of inner width I. An exit has H² for the pooler and 2H for two classes. Embeddings,
 * normalisation, softmax, GELU and dropout are not counted.
 */
export function forwardFlops({ hidden, intermediate, blocks, exits }: Counted, tokens: number): number {
  const attention = 4 * tokens * hidden ** 2 + 2 * tokens ** 2 * hidden;
  const layers = 2 * tokens * hidden * intermediate;
  const heads = exits.length * (hidden ** 2 + CLASSES * hidden);
  return 2 * (blocks * (attention + layers) + heads);
}

/**
 * FLOP of one training step: three times the forward pass, because the backward pass has two products for each
 * product of the forward pass.
 */
export const stepFlops = (size: Counted, { batch, tokens }: Pick<BenchSize, 'batch' | 'tokens'>): number =>
  3 * batch * forwardFlops(size, tokens);

/** The formula in words, for the report. */
export const formula =
  'FLOP of a step = 3 x batch x 2 x [blocks x (4TH² + 2T²H + 2THI) + exits x (H² + 2H)], for T tokens, width H ' +
  'and inner width I: a multiply-add is 2 FLOP, and forward and backward together are 3 x forward.';
