/** Weights that an encoder's pretraining starts from. */
import type { EncoderConfig } from '../encoders/config';
import { fresh } from '../training/initialise';

/** Of query and key weights: what equal words score of each other is then several times what others do. */
const ALIKE = 0.08;
/** Places and parts are smaller than words, so that a word is much the same wherever it stands. */
const PLACES = 0.25;

/**
 * BERT's draws, but for attention that looks for equal words from the start: each head's key weights are its query weights, so
 * that q·k = xᵀWᵀWy with WᵀW near a multiple of the identity (Trockman & Kolter 2023, "Mimetic initialization of self-attention
 * layers"). Whether a second text has the words of the first is what all pair tasks begin with, and from BERT's own draws
 * this width takes very long to find out how to see it.
 */
export function mimetic(
  name: string,
  shape: readonly number[],
  { initializer_range }: EncoderConfig,
  seed: number,
): Float32Array {
  if (/self\.(query|key)\.weight$/.test(name))
    return fresh(name.replace('.key.', '.query.'), shape, ALIKE, seed);
  const isPlace = /(position|token_type)_embeddings\.weight$/.test(name);
  return fresh(name, shape, isPlace ? PLACES * initializer_range : initializer_range, seed);
}
