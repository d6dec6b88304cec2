import { exitShapes, type MultiExit, members } from '../exits';
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
 * Floating-point operations of the forward pass of one example, for any encoder; a multiply-add counts as two. The
 * members of a Multi-Model are counted each. Embeddings, normalisation, softmax, activations, dropout and the
 * projections of distances are not counted.
 */
export function forwardFlops(model: MultiExit, tokens: number): number {
  const { encoder, depths } = model;
  const products = members(model).map(({ exits }) => {
    const ofExits = exits.map((exit) => productsOf(exitShapes(model, exit)));
    const depth = depths[exits[exits.length - 1]];
    return ofExits.reduce((sum, ofExit) => sum + ofExit, encoderProducts(encoder, depth, tokens));
  });
  return 2 * products.reduce((sum, ofMember) => sum + ofMember, 0);
}

/**
 * FLOP of one training step: three times the forward pass, because the backward pass has two products for each
 * product of the forward pass.
 */
export const stepFlops = (
  model: MultiExit,
  { batch, tokens }: { readonly batch: number; readonly tokens: number },
): number => 3 * batch * forwardFlops(model, tokens);
