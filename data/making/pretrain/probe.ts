/** How often a model predicts the word of a closing that states the label, when only that word is masked. */
import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { BertConfig } from '../../../src/encoders/bert';
import { LabError } from '../../../src/errors';
import { largestOf } from '../../../src/extremes';
import { noDropout } from '../../../src/ops/dropout';
import type { Parameters } from '../../../src/types';
import type { ToldPassage, ToldPassages } from '../generate/toldPassages';
import { type MaskedBatch, paddedBatch } from './batch';
import type { ToldScores } from './curve';
import { lastHidden, pieceLogits } from './model';
import { maskedFeeds } from './objective';
import type { SequenceMaker } from './sequences';

/** Passages with their telling words masked. */
export interface Probe {
  /** One slot for each passage. Its label is the masked word. */
  readonly batch: MaskedBatch;
  /** For each slot, the ids of the possible words. */
  readonly candidates: readonly (readonly number[])[];
}

/** The probe of one task and level. */
export interface TaskProbe extends Probe {
  readonly task: string;
}

/** A probe for each task and level, in that order. */
export const toldProbes = (
  told: readonly ToldPassages[],
  maker: SequenceMaker,
  longest: number,
): TaskProbe[] => told.map(({ task, passages }) => ({ task, ...probeOf(passages, maker, longest) }));

/** A probe for the telling words of passages. Passages of more than `longest` tokens are excluded. */
export function probeOf(passages: readonly ToldPassage[], maker: SequenceMaker, longest: number): Probe {
  const asked = passages.flatMap(({ candidates, ...passage }) => {
    const { telling, ...sequence } = maker.sequence(passage, longest);
    return telling === undefined ? [] : [{ sequence, telling, candidates: piecesOf(candidates, maker) }];
  });
  const sequences = asked.map(({ sequence }) => sequence);
  const length = largestOf(sequences.map(({ ids }) => ids.length));
  const batch = {
    ...paddedBatch(sequences, { size: asked.length, length }, maker.padId),
    slots: Int32Array.from(asked, ({ telling }, row) => row * length + telling),
    labels: Int32Array.from(asked, ({ sequence, telling }) => sequence.ids[telling]),
    weights: new Float32Array(asked.length).fill(1),
  };
  for (const slot of batch.slots) batch.ids[slot] = maker.pieces.mask;
  return { batch, candidates: asked.map(({ candidates }) => candidates) };
}

/** Ids of words. Each must be one piece of the vocabulary. */
function piecesOf(words: readonly string[], maker: SequenceMaker): number[] {
  const pieces = words.map((word) => Array.from(maker.sequence({ first: word }, 16).ids).slice(1, -1));
  const whole = pieces.every(([id, ...rest]) => rest.length === 0 && !maker.pieces.special.has(id));
  if (whole) return pieces.flat();
  const got = pieces.map((piece) => piece.join('+')).join(', ');
  throw new LabError(`expected a tokenizer with a piece for each of ${words.join(', ')}, got ids ${got}`);
}

/** Scores the parameters `p` of an encoder with `depth` blocks, by task and level. */
export async function scoreTold(
  config: BertConfig,
  depth: number,
  p: Parameters<Tensor>,
  probes: readonly TaskProbe[],
): Promise<ToldScores> {
  const told: Record<string, number[]> = {};
  for (const probe of probes)
    told[probe.task] = [...(told[probe.task] ?? []), await scoreProbe(config, depth, p, probe)];
  return told;
}

/** The fraction of a probe's words with a larger logit than the other possible words. */
export async function scoreProbe(
  config: BertConfig,
  depth: number,
  p: Parameters<Tensor>,
  { batch, candidates }: Probe,
): Promise<number> {
  const logits = tf.tidy(() => {
    const feeds = maskedFeeds(batch, 0);
    return pieceLogits(p, lastHidden(p, feeds, config, depth, noDropout(1).parts[0]), feeds.slots, config);
  });
  const values = await logits.data<'float32'>();
  logits.dispose();
  const right = candidates.filter((ids, i) => {
    const logit = (id: number) => values[i * config.vocab_size + id];
    return ids.reduce((best, id) => (logit(id) > logit(best) ? id : best)) === batch.labels[i];
  });
  await new Promise(setImmediate);
  return right.length / candidates.length;
}
