import { LabError } from '../errors';
import type { ConfigFile } from './config';

/** Options of a configuration under which its model is not an encoder, or not the one that its weights are made for. */
const others: { readonly [name: string]: string } = {
  is_decoder: 'the lab computes encoders, in which each token attends to all tokens',
  add_cross_attention: 'the lab computes encoders, which attend to their own tokens only',
  is_encoder_decoder: 'the lab computes encoders alone',
  pruned_heads: "the lab's blocks have all of their attention heads; save the model with all of its heads",
  quantization_config: 'the lab reads weights as plain numbers; save the model without quantization',
};

/** Throws LabError for a configuration of something other than an encoder with plain weights. */
export function requireEncoder(file: ConfigFile): void {
  for (const [name, why] of Object.entries(others)) file.requireUnset(name, why);
}

/** Throws LabError for positions other than a table of learned ones that is added to the words. */
export function requireAbsolutePositions(file: ConfigFile): void {
  file.requireValue(
    'position_embedding_type',
    'absolute',
    'the lab computes no other positions for this model',
  );
}

/** Throws LabError if the number of heads does not divide the width. The arguments are names of fields. */
export function requireEqualHeads(file: ConfigFile, width: string, heads: string): void {
  const [H, A] = [file.size(width), file.size(heads)];
  if (H % A === 0) return;
  throw new LabError(`${file.file}: expected ${width} to be a multiple of ${heads}, got ${H} and ${A}`);
}

/** Throws LabError if the field is set to a size other than `expected`. */
export function requireSame(file: ConfigFile, name: string, expected: number, why: string): void {
  const found = file.size(name, expected);
  if (found === expected) return;
  throw new LabError(`${file.file}: expected ${name} to be ${expected}, got ${found}; it has to fit ${why}`);
}
