/** How often the word of a closing that tells the label is guessed right when it alone is masked. */
import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { BertConfig } from '../encoders/bert';
import { LabError } from '../errors';
import type { ToldPassages } from '../generate/toldPassages';
import { noDropout } from '../ops/dropout';
import type { Parameters } from '../types';
import { type MaskedBatch, paddedBatch } from './batch';
import type { ToldScores } from './curve';
import { lastHidden, pieceLogits } from './model';
import { maskedFeeds } from './objective';
import type { SequenceMaker } from './sequences';

/** The passages of one task and level, the telling word of each masked. */
export interface Probe {
  readonly task: string;
  /** One slot a passage; its label is the word that stood there. */
  readonly batch: MaskedBatch;
  /** For each slot, the ids of the words that could stand there. */
  readonly candidates: readonly (readonly number[])[];
}

/** A probe for each task and level, in that order. A passage of more than `longest` tokens is left out. */
export function toldProbes(told: readonly ToldPassages[], maker: SequenceMaker, longest: number): Probe[] {
  return told.map(({ task, passages }) => {
    const asked = passages.flatMap(({ candidates, ...passage }) => {
      const { telling, ...sequence } = maker.sequence(passage, longest);
      return telling === undefined ? [] : [{ sequence, telling, candidates: piecesOf(candidates, maker) }];
    });
    const sequences = asked.map(({ sequence }) => sequence);
    const length = Math.max(...sequences.map(({ ids }) => ids.length));
    const batch = {
      ...paddedBatch(sequences, { size: asked.length, length }, maker.padId),
      slots: Int32Array.from(asked, ({ telling }, row) => row * length + telling),
      labels: Int32Array.from(asked, ({ sequence, telling }) => sequence.ids[telling]),
      weights: new Float32Array(asked.length).fill(1),
    };
    for (const slot of batch.slots) batch.ids[slot] = maker.pieces.mask;
    return { task, batch, candidates: asked.map(({ candidates }) => candidates) };
  });
}

/** Ids of words, each of which must be one piece of the vocabulary. */
function piecesOf(words: readonly string[], maker: SequenceMaker): number[] {
  const pieces = words.map((word) => Array.from(maker.sequence({ first: word }, 16).ids).slice(1, -1));
  const whole = pieces.every(([id, ...rest]) => rest.length === 0 && !maker.pieces.special.has(id));
  if (whole) return pieces.flat();
  const got = pieces.map((piece) => piece.join('+')).join(', ');
  throw new LabError(`expected a tokenizer with a piece for each of ${words.join(', ')}, got ids ${got}`);
}

/** Scores the parameters `p` of an encoder with `depth` blocks. */
export async function scoreTold(
  config: BertConfig,
  depth: number,
  p: Parameters<Tensor>,
  probes: readonly Probe[],
): Promise<ToldScores> {
  const told: Record<string, number[]> = {};
  for (const { task, batch, candidates } of probes) {
    const logits = tf.tidy(() => {
      const feeds = maskedFeeds(batch, 0);
      return pieceLogits(p, lastHidden(p, feeds, config, depth, noDropout), feeds.slots, config);
    });
    const values = await logits.data<'float32'>();
    logits.dispose();
    const right = candidates.filter((ids, i) => {
      const logit = (id: number) => values[i * config.vocab_size + id];
      return ids.reduce((best, id) => (logit(id) > logit(best) ? id : best)) === batch.labels[i];
    });
    told[task] = [...(told[task] ?? []), right.length / candidates.length];
    await new Promise(setImmediate);
  }
  return told;
}
