/** An encoder with exits: how its parameters are named, and what each exit says about a batch. */

import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import {
  type BertConfig,
  bertShapes,
  block,
  embed,
  head,
  paddingBias,
  pool,
  type Tokens,
} from './encoders/bert';
import { type DropoutMasks, dropout } from './ops/dropout';
import type { ExitOutput, Method, Parameters } from './types';

/** What is fixed about a multi-exit model before any parameter is known. */
export interface MultiExit {
  readonly config: BertConfig;
  /** Depth of each exit, increasing, at most the encoder's. */
  readonly depths: readonly number[];
  /** Logits of an exit: C classes, or 1 for a number. */
  readonly classes: number;
  /** One pooler for all exits (the published code), one each (the paper's claim), or none. */
  readonly pooler: 'shared' | 'per-exit' | 'none';
  /** The [CLS] token (the papers) or the mean over real tokens. */
  readonly pooling: 'cls' | 'mean';
  readonly headDropout: number;
  readonly encoders: Method['encoders'];
  readonly gates?: Method['gates'];
}

/** One encoder and the exits on it: the whole model, or one member of a Multi-Model. */
interface Member {
  readonly prefix: string;
  /** Positions of its exits among all exits. */
  readonly exits: readonly number[];
}

/** The encoders of a model. Parameters of member k of a Multi-Model are called `members.k.…`. */
export function members({ depths, encoders }: MultiExit): Member[] {
  const exits = depths.map((_, i) => i);
  if (encoders === 'shared') return [{ prefix: '', exits }];
  return exits.map((i) => ({ prefix: `members.${i}.`, exits: [i] }));
}

export const headName = (exit: number): string => `exits.${exit}`;

/** The gate of an exit; in BERxiT all exits have the same. */
export const gateName = ({ gates }: MultiExit, exit: number): string =>
  gates === 'shared' ? 'gate' : `exits.${exit}.gate`;

const poolerName = (model: MultiExit, exit: number): string =>
  model.pooler === 'per-exit' ? `exits.${exit}.pooler` : 'pooler';

/** Names and shapes of every parameter of the model, in the order of the forward pass. */
export function parameterShapes(model: MultiExit): Record<string, number[]> {
  const { config, depths, classes } = model;
  const H = config.hidden_size;
  const shapes: Record<string, number[]> = {};
  for (const { prefix, exits } of members(model)) {
    const depth = depths[exits[exits.length - 1]];
    for (const [name, shape] of Object.entries(bertShapes(config, depth))) shapes[prefix + name] = shape;
    for (const i of exits) {
      if (model.pooler !== 'none') {
        shapes[`${prefix}${poolerName(model, i)}.dense.weight`] = [H, H];
        shapes[`${prefix}${poolerName(model, i)}.dense.bias`] = [H];
      }
      shapes[`${prefix}${headName(i)}.weight`] = [classes, H];
      shapes[`${prefix}${headName(i)}.bias`] = [classes];
      if (model.gates) {
        shapes[`${prefix}${gateName(model, i)}.weight`] = [1, H];
        shapes[`${prefix}${gateName(model, i)}.bias`] = [1];
      }
    }
  }
  return shapes;
}

/** The row of each example that an exit reads: hidden [B·T, H] -> [B, H]. */
function readout(model: MultiExit, hidden: Tensor2D, mask: Tensor2D): Tensor2D {
  const [batch, tokens] = mask.shape;
  const H = model.config.hidden_size;
  const states = tf.reshape(hidden, [batch, tokens, H]) as Tensor3D;
  if (model.pooling === 'cls') return tf.reshape(tf.slice(states, [0, 0, 0], [batch, 1, H]), [batch, H]);
  const share = tf.div(mask, tf.sum(mask, 1, true));
  return tf.reshape(tf.matMul(tf.reshape(share, [batch, 1, tokens]) as Tensor3D, states), [batch, H]);
}

function exitOutput(
  model: MultiExit,
  p: Parameters<Tensor>,
  exit: number,
  hidden: Tensor2D,
  mask: Tensor2D,
  masks: DropoutMasks,
): ExitOutput {
  const row = readout(model, hidden, mask);
  const features = model.pooler === 'none' ? row : pool(p, poolerName(model, exit), row);
  const kept = dropout(features, masks(features.shape, model.headDropout));
  const output = { depth: model.depths[exit], logits: head(p, headName(exit), kept), features };
  if (!model.gates) return output;
  const said = tf.sigmoid(head(p, gateName(model, exit), kept));
  return { ...output, gate: tf.reshape(said, [mask.shape[0]]) as Tensor1D };
}

function withoutPrefix(p: Parameters<Tensor>, prefix: string): Parameters<Tensor> {
  if (prefix === '') return p;
  const own = Object.entries(p).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), value]));
}

/**
 * Runs every encoder and reads every exit. After each exit but an encoder's last, the next block receives
 * `handoff(hidden)`, [B·T, H]: the hidden state itself for Early-Exit, with its gradient stopped for SWEET.
 */
export function runExits(
  model: MultiExit,
  parameters: Parameters<Tensor>,
  tokens: Tokens,
  handoff: Method['handoff'],
  masks: DropoutMasks,
): ExitOutput[] {
  const bias = paddingBias(tokens.mask);
  return members(model).flatMap(({ prefix, exits }) => {
    const p = withoutPrefix(parameters, prefix);
    let hidden = embed(p, tokens, model.config, masks);
    let depth = 0;
    return exits.map((exit) => {
      if (depth > 0) hidden = handoff(hidden);
      for (; depth < model.depths[exit]; depth++) hidden = block(p, depth, hidden, bias, model.config, masks);
      return exitOutput(model, p, exit, hidden, tokens.mask, masks);
    });
  });
}
