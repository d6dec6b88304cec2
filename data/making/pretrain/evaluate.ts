import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { BertConfig } from '../../../src/encoders/bert';
import { LabError } from '../../../src/errors';
import { derivedSeed, seededRandom } from '../../../src/text/random';
import type { Parameters } from '../../../src/types';
import { easyFirst } from '../generate/passages';
import { type MaskedBatch, maskedBatch } from './batch';
import type { HeldOutScores, Score } from './curve';
import { languageModelShapes } from './model';
import { maskedFeeds, maskedLosses } from './objective';
import { type Probe, probeOf, scoreProbe, scoreTold, type TaskProbe, toldProbes } from './probe';
import type { Recipe } from './recipe';
import type { SequenceMaker } from './sequences';
import type { HeldOutSources } from './sources';
import { fillWindow } from './stream';

/** Masked batches of each kind of held-out text. */
export interface HeldOutBatches {
  readonly generated: readonly MaskedBatch[];
  readonly general: readonly MaskedBatch[];
  readonly told: readonly TaskProbe[];
  readonly judged: Probe;
}

/** The number of general sentences to judge. */
export const JUDGED_SENTENCES = 400;

const evenly = { telling: 0, weight: 1, repeated: 0 };

/**
 * `count` masked batches of each kind of text, and the probes for telling words. All evaluations use the same ones.
 */
export function heldOutBatches(
  recipe: Recipe,
  maker: SequenceMaker,
  sources: HeldOutSources,
  count: number,
): HeldOutBatches {
  const seed = derivedSeed(recipe.seed, 'held out');
  const batches = (generated: number) =>
    fillWindow({ ...recipe, seed }, { ...easyFirst, generated }, maker, sources, 0, count).map(
      ({ sequences, bucket }, i) =>
        maskedBatch(sequences, bucket, maker, evenly, 0, derivedSeed(seed, 'masking', i)),
    );
  const random = seededRandom(derivedSeed(seed, 'judged'));
  const judged = Array.from({ length: JUDGED_SENTENCES }, () => sources.judged(random));
  const { length: longest } = recipe.buckets[recipe.buckets.length - 1];
  return {
    generated: batches(1),
    general: batches(0),
    told: toldProbes(sources.told, maker, longest),
    judged: probeOf(judged, maker, longest),
  };
}

/** Scores the parameters of an encoder with `depth` blocks. Throws LabError for a loss of NaN or infinity. */
export async function scoreHeldOut(
  config: BertConfig,
  depth: number,
  values: Readonly<Record<string, Float32Array>>,
  batches: HeldOutBatches,
): Promise<HeldOutScores> {
  const shapes = Object.entries(languageModelShapes(config, depth));
  const p = Object.fromEntries(shapes.map(([name, shape]) => [name, tf.tensor(values[name], [...shape])]));
  try {
    return {
      generated: await scoreOf(config, depth, p, batches.generated),
      general: await scoreOf(config, depth, p, batches.general),
      told: await scoreTold(config, depth, p, batches.told),
      judged: await scoreProbe(config, depth, p, batches.judged),
    };
  } finally {
    tf.dispose(Object.values(p));
  }
}

async function scoreOf(
  config: BertConfig,
  depth: number,
  p: Parameters<Tensor>,
  batches: readonly MaskedBatch[],
): Promise<Score> {
  let [pieces, loss, error] = [0, 0, 0];
  for (const batch of batches) {
    const count = batch.weights.reduce((sum, weight) => sum + weight, 0);
    const losses = tf.tidy(() => {
      const found = maskedLosses(config, depth, p, maskedFeeds(batch, 0));
      return tf.stack([found.crossEntropy, found.error]);
    });
    const [batchLoss, batchError] = await losses.data();
    losses.dispose();
    if (!Number.isFinite(batchLoss))
      throw new LabError(
        `expected a finite loss of held-out text, got ${batchLoss}; start again with a lower learning rate`,
      );
    pieces += count;
    loss += count * batchLoss;
    error += count * batchError;
    await new Promise(setImmediate);
  }
  return { loss: loss / pieces, accuracy: 1 - error / pieces };
}
