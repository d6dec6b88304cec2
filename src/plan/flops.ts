import type { CostAxis } from '../analysis/cost';
import { exitShapes, type MultiExit, members, plainModel } from '../exits';
import type { Encoder, Shapes } from '../types';

/** Multiply-adds of the matrices among some parameters, for one row each. Tables of embeddings are not products. */
const productsOf = (shapes: Shapes): number =>
  Object.entries(shapes)
    .filter(([name, shape]) => shape.length > 1 && !isLookedUp(name))
    .reduce((sum, [, shape]) => sum + shape.reduce((size, n) => size * n, 1), 0);

/** Tables, and what projects the distances of DeBERTa: once for a batch, and not for each token. */
const isLookedUp = (name: string): boolean => /embeddings\.weight$|\.pos_(q_|key_|query_)?proj\./.test(name);

/**
 * Multiply-adds of the forward pass of one example of T tokens through the blocks up to `depth`. A block of width H has
 * the sizes of its matrices for each token, and T²H for each of the scores and the weighted sum; each term by distance
 * (DeBERTa) has scores of T x 2T.
 */
function encoderProducts(encoder: Encoder, depth: number, tokens: number): number {
  const attention = (2 + 2 * (encoder.distanceTerms ?? 0)) * tokens ** 2 * encoder.width;
  const blocks = Array.from({ length: depth }, (_, block) => productsOf(encoder.blockShapes(block)));
  const ofBlocks = blocks.reduce((sum, products) => sum + tokens * products + attention, 0);
  return tokens * productsOf(encoder.embeddingShapes()) + ofBlocks;
}

/**
 * Multiply-adds of one example of T tokens that leaves at each exit, [E], with all exits up to it. In a Multi-Model the
 * earlier members ran before. Padding is not counted, nor embeddings, normalisation, softmax, activations, dropout and
 * the projections of distances.
 */
export function exitMultiplyAdds(model: MultiExit, tokens: number): number[] {
  let before = 0;
  return members(model).flatMap(({ exits }) => {
    let read = before;
    const costs = exits.map((exit) => {
      read += productsOf(exitShapes(model, exit));
      return read + encoderProducts(model.encoder, model.depths[exit], tokens);
    });
    before = costs[costs.length - 1];
    return costs;
  });
}

/**
 * Costs in multiply-adds of one example of T tokens, with the exits that an example passes: heads, poolers, gates and
 * cascades. The unit is the plain encoder with one exit. So the last exit costs more than 1.
 */
export const inMultiplyAdds = (model: MultiExit, tokens: number): CostAxis => ({
  title: 'multiply-adds',
  each: exitMultiplyAdds(model, tokens),
  full: exitMultiplyAdds(plainModel(model), tokens)[0],
});

/**
 * Floating-point operations of the forward pass of one example, for any encoder; a multiply-add counts as two. The
 * members of a Multi-Model are counted each. What is not counted: see `exitMultiplyAdds`.
 */
export function forwardFlops(model: MultiExit, tokens: number): number {
  const costs = exitMultiplyAdds(model, tokens);
  return 2 * costs[costs.length - 1];
}

/**
 * FLOP of one training step: three times the forward pass, because the backward pass has two products for each
 * product of the forward pass.
 */
export const stepFlops = (
  model: MultiExit,
  { batch, tokens }: { readonly batch: number; readonly tokens: number },
): number => 3 * batch * forwardFlops(model, tokens);
