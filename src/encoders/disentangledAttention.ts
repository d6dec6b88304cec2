/** Disentangled attention of DeBERTa, and what its versions have of their own. */
import type { Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { distanceScores, type Term } from '../ops/distanceScores';
import { type DropoutMasks, dropout } from '../ops/dropout';
import { headsAttention } from '../ops/headsAttention';
import type { Parameters, Shapes, Tokens } from '../types';
import { headsOf, maskOfHeads, type Order, tokensOfHeads } from './attentionHeads';
import type { DebertaConfig } from './debertaConfig';
import { paddingBias } from './paddedTokens';
import { type Distances, rowsOfDistances } from './relativePositions';
import { rowsOf } from './sublayers';

/** What a version of DeBERTa has of its own. `name` is the name of the attention of a block. */
export interface Version<Config> {
  readonly architecture: string;
  /** The order of the numbers of `projected`. */
  readonly order: Order;
  distances(config: Config): Distances;
  /** The parameters of attention, and those beyond the table that make the rows of distances. */
  attentionShapes(config: Config, name: string): Shapes;
  /** The rows of distances [2T, H], made of those of the table. */
  distanceRows(config: Config, p: Parameters<Tensor>, rows: Tensor2D): Tensor2D;
  /** Queries, keys and values, [N, H] -> [N, 3H]. */
  projected(config: Config, p: Parameters<Tensor>, name: string, x: Tensor2D): Tensor2D;
  /** K or Q of the rows of distances, [2T, H] -> [2T, H]. */
  ofDistances(config: Config, p: Parameters<Tensor>, name: string, term: Term, rows: Tensor2D): Tensor2D;
  /** What follows a block, if anything does. */
  readonly after?: {
    shapes(config: Config, block: number): Shapes;
    run(config: Config, block: number, step: AfterBlock): Tensor2D;
  };
}

/** A block's input and output [N, H]. */
export interface AfterBlock {
  readonly p: Parameters<Tensor>;
  readonly input: Tensor2D;
  readonly output: Tensor2D;
  readonly tokens: Tokens;
  readonly masks: DropoutMasks;
}

/** Tokens, and what all blocks share: the bias [1, B, 1, T] for padding, and the rows of distances int32 [2T]. */
export interface BoundTokens extends Tokens {
  readonly bias: Tensor4D;
  readonly distances: Tensor1D | null;
}

/** The table of relative embeddings, which all blocks read. */
const TABLE = 'encoder.rel_embeddings';

/** The terms by distance that the attention has. */
export const termsOf = ({ relative_attention, pos_att_type }: DebertaConfig): readonly Term[] =>
  relative_attention ? pos_att_type : [];

/** The table of relative embeddings, if the configuration has one. */
export const tableShapes = <Config extends DebertaConfig>(
  version: Version<Config>,
  config: Config,
): Shapes =>
  termsOf(config).length > 0
    ? { [`${TABLE}.weight`]: [2 * version.distances(config).span, config.hidden_size] }
    : {};

/** Binds tokens for all blocks. */
export function boundTokens<Config extends DebertaConfig>(
  version: Version<Config>,
  config: Config,
  tokens: Tokens,
): BoundTokens {
  const [B, T] = tokens.mask.shape;
  const bias = tf.reshape(paddingBias(tokens.mask), [1, B, 1, T]) as Tensor4D;
  if (termsOf(config).length === 0) return { ...tokens, bias, distances: null };
  const given = version.distances(config);
  const rows = tf.slice(tf.tensor1d(rowsOfDistances(given), 'int32'), [given.positions - T], [2 * T]);
  return { ...tokens, bias, distances: rows };
}

/** The rows y_0, y_{R-1}, .., y_1 of y [R, H]: distances in the other direction, with a row 0 that is not read. */
function backwards(y: Tensor2D): Tensor2D {
  const [R, H] = y.shape;
  return tf.pad(tf.reverse(tf.slice(y, [1, 0], [R - 1, H]), 0), [
    [1, 0],
    [0, 0],
  ]);
}

/** The attention of one block. `name` is that of its layers. */
interface Attention<Config> {
  readonly version: Version<Config>;
  readonly config: Config;
  readonly p: Parameters<Tensor>;
  readonly name: string;
  readonly tokens: BoundTokens;
  readonly masks: DropoutMasks;
}

/** The context of disentangled attention, [N, H] -> [N, H]. */
export function attended<Config extends DebertaConfig>(attention: Attention<Config>, x: Tensor2D): Tensor2D {
  const { version, config, p, name, tokens, masks } = attention;
  const { num_attention_heads: A, hidden_size: H, pos_att_type } = config;
  const [, T] = tokens.mask.shape;
  const [q, k, v] = headsOf(version.projected(config, p, name, x), tokens, A, version.order);
  const mask = maskOfHeads(A, T, config.attention_probs_dropout_prob, masks);
  const scale = 1 / Math.sqrt((H / A) * (1 + pos_att_type.length));
  const sides = termsOf(config).map((term) => ({ term, content: term === 'c2p' ? q : k }));
  const distances = distancesOf(attention);
  const more = distances && distanceScores(sides, distances);
  return tokensOfHeads(headsAttention([q, k, v], more, { scale, mask, bias: tokens.bias }), tokens);
}

/** K and Q of the distances, [n·A, 2T, D] as `distanceScores` reads them, or null without terms by distance. */
function distancesOf<Config extends DebertaConfig>(attention: Attention<Config>): Tensor3D | null {
  const { version, config, p, name, tokens, masks } = attention;
  if (!tokens.distances) return null;
  const { num_attention_heads: A, hidden_size: H } = config;
  const rows = version.distanceRows(config, p, rowsOf(p, TABLE, tokens.distances));
  const dropping = masks('batch', rows.shape, config.hidden_dropout_prob);
  const kept = dropout(rows, dropping && tf.reshape(dropping, rows.shape));
  const terms = termsOf(config);
  const made = terms.map((term) => {
    const ofTerm = version.ofDistances(config, p, name, term, kept);
    return term === 'c2p' ? ofTerm : backwards(ofTerm);
  });
  const [R] = rows.shape;
  const heads = tf.transpose(tf.reshape(tf.concat(made), [terms.length, R, A, H / A]), [0, 2, 1, 3]);
  return tf.reshape(heads, [terms.length * A, R, H / A]);
}
