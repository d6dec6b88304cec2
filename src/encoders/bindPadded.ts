import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { DropoutMasks } from '../ops/dropout';
import type { BoundEncoder, Parameters, Tokens } from '../types';
import { type PaddedTokens, padded } from './paddedTokens';

/** The embeddings and a block of an encoder, as functions of its configuration. */
interface Computed<Config> {
  embed(p: Parameters<Tensor>, tokens: PaddedTokens, config: Config, masks: DropoutMasks): Tensor2D;
  block(
    p: Parameters<Tensor>,
    index: number,
    hidden: Tensor2D,
    tokens: PaddedTokens,
    config: Config,
    masks: DropoutMasks,
  ): Tensor2D;
}

/** `bind` of an encoder whose blocks share nothing but the padded layout of attention. */
export const bindPadded =
  <Config>({ embed, block }: Computed<Config>, config: Config, heads: number) =>
  (tokens: Tokens): BoundEncoder => {
    const shared = padded(tokens, heads);
    return {
      embed: (p, masks) => embed(p, shared, config, masks),
      block: (p, index, hidden, masks) => block(p, index, hidden, shared, config, masks),
    };
  };
