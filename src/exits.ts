/** An encoder with exits: how its parameters are named, and what each exit says about a batch. */

import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import {
  type BertConfig,
  bertShapes,
  block,
  embed,
  head,
  type PaddedTokens,
  padded,
  pool,
  type Tokens,
} from './encoders/bert';
import { withoutPrefix } from './named';
import { type BatchMasks, type DropoutMasks, dropout } from './ops/dropout';
import { firstTokens, spreadTokens } from './ops/places';
import type { ExitOutput, Method, Parameters } from './types';

/** What is fixed about a multi-exit model before any parameter is known. */
export interface MultiExit {
  readonly config: BertConfig;
  /** Depth of each exit, increasing, at most the encoder's. The encoder's blocks beyond the last exit are left out. */
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

/** The parameters that one exit reads: its pooler, head and gate. */
function exitShapes(model: MultiExit, exit: number): Record<string, number[]> {
  const { classes, config } = model;
  const H = config.hidden_size;
  const shapes: Record<string, number[]> = {};
  const linearOf = (name: string, output: number) => {
    shapes[`${name}.weight`] = [output, H];
    shapes[`${name}.bias`] = [output];
  };
  if (model.pooler !== 'none') linearOf(`${poolerName(model, exit)}.dense`, H);
  linearOf(headName(exit), classes);
  if (model.gates) linearOf(gateName(model, exit), 1);
  return shapes;
}

/** Names and shapes of every parameter of the model, in the order of the forward pass. */
export function parameterShapes(model: MultiExit): Record<string, number[]> {
  const { config, depths } = model;
  const all = members(model).flatMap(({ prefix, exits }) => {
    const encoder = bertShapes(config, depths[exits[exits.length - 1]]);
    const shapes = [encoder, ...exits.map((exit) => exitShapes(model, exit))].flatMap(Object.entries);
    return shapes.map(([name, shape]): [string, number[]] => [prefix + name, shape]);
  });
  return Object.fromEntries(all);
}

/** What one exit adds to its encoder: the blocks since the exit before, and the exit itself. */
export interface Segment {
  /** Position among all exits. */
  readonly exit: number;
  /** Of the parameters of its encoder. */
  readonly prefix: string;
  /** Depth of the exit before; 0 where there is none, and the segment begins with the embeddings. */
  readonly from: number;
  readonly to: number;
}

/** The segments of a model, encoder by encoder, in the order of the forward pass. */
export function segmentsOf(model: MultiExit): Segment[] {
  return members(model).flatMap(({ prefix, exits }) =>
    exits.map((exit, i) => ({
      exit,
      prefix,
      from: i === 0 ? 0 : model.depths[exits[i - 1]],
      to: model.depths[exit],
    })),
  );
}

/** Names of the parameters that a segment reads. A pooler or gate that exits share is in the segment of each. */
export function segmentParameters(model: MultiExit, { exit, prefix, from, to }: Segment): string[] {
  const before = from === 0 ? {} : bertShapes(model.config, from);
  const blocks = Object.keys(bertShapes(model.config, to)).filter((name) => !(name in before));
  return [...blocks, ...Object.keys(exitShapes(model, exit))].map((name) => prefix + name);
}

/** The row of each example that an exit reads: hidden [N, H] -> [B, H]. */
function readout(model: MultiExit, hidden: Tensor2D, tokens: Tokens): Tensor2D {
  const { mask } = tokens;
  const [batch, length] = mask.shape;
  if (model.pooling === 'cls') return firstTokens(hidden, tokens, mask.shape);
  const H = model.config.hidden_size;
  const states = tf.reshape(spreadTokens(hidden, tokens), [batch, length, H]) as Tensor3D;
  const share = tf.div(mask, tf.sum(mask, 1, true));
  return tf.reshape(tf.matMul(tf.reshape(share, [batch, 1, length]) as Tensor3D, states), [batch, H]);
}

function exitOutput(
  model: MultiExit,
  p: Parameters<Tensor>,
  exit: number,
  hidden: readonly Tensor2D[],
  parts: readonly Tokens[],
  masks: DropoutMasks,
): ExitOutput {
  const row = tf.concat(parts.map((tokens, i) => readout(model, hidden[i], tokens)));
  const features = model.pooler === 'none' ? row : pool(p, poolerName(model, exit), row);
  const kept = dropout(features, masks('examples', [model.config.hidden_size], model.headDropout));
  const output = { depth: model.depths[exit], logits: head(p, headName(exit), kept), features };
  if (!model.gates) return output;
  const said = tf.sigmoid(head(p, gateName(model, exit), kept));
  return { ...output, gate: tf.reshape(said, [row.shape[0]]) as Tensor1D };
}

/**
 * One segment: the hidden states at its exit, [N, H] for each part of the batch, and what the exit says of all examples.
 * `entering` are the states at its start, absent where it begins with the embeddings.
 */
export function runSegment(
  model: MultiExit,
  { exit, prefix, from, to }: Segment,
  parameters: Parameters<Tensor>,
  parts: readonly PaddedTokens[],
  masks: BatchMasks,
  entering?: readonly Tensor2D[],
): { readonly hidden: Tensor2D[]; readonly output: ExitOutput } {
  const p = withoutPrefix(parameters, prefix);
  const hidden = parts.map((tokens, i) => {
    let state = entering?.[i] ?? embed(p, tokens, model.config, masks.parts[i]);
    for (let depth = from; depth < to; depth++)
      state = block(p, depth, state, tokens, model.config, masks.parts[i]);
    return state;
  });
  return { hidden, output: exitOutput(model, p, exit, hidden, parts, masks.all) };
}

/**
 * Runs every encoder on the parts of a batch, one beside the other, and reads every exit, of all examples together. After
 * each exit but an encoder's last, the next block receives `handoff(hidden)`, [N, H] for each part: the hidden state
 * itself for Early-Exit, with its gradient stopped for SWEET.
 */
export function runExits(
  model: MultiExit,
  parameters: Parameters<Tensor>,
  parts: readonly Tokens[],
  handoff: Method['handoff'],
  masks: BatchMasks,
): ExitOutput[] {
  const shared = parts.map(padded);
  let last: Tensor2D[] | undefined;
  return segmentsOf(model).map((segment) => {
    const entering = segment.from > 0 ? last?.map((state) => handoff(state)) : undefined;
    const { hidden, output } = runSegment(model, segment, parameters, shared, masks, entering);
    last = hidden;
    return output;
  });
}
