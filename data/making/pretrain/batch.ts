import { seededRandom } from '../../../src/text/random';
import { sampleBatches } from '../../../src/training/plan';
import { maskedCount, maskSequence, type Salience } from './masking';
import type { Bucket } from './recipe';
import type { Sequence, SequenceMaker } from './sequences';

/**
 * Masked sequences of one bucket, row-major [B, T]. `slots` are the positions to predict; `weights` are their weights
 * in the loss, 0 for unused slots. Slot B·T + b is the mean of sequence b, which predicts the telling word of that
 * sequence.
 */
export interface MaskedBatch extends Bucket {
  readonly ids: Int32Array;
  readonly typeIds: Int32Array;
  readonly mask: Float32Array;
  /** [S]; S is equal for all batches of a bucket. */
  readonly slots: Int32Array;
  readonly labels: Int32Array;
  readonly weights: Float32Array;
}

/** The largest number of predicted positions of a bucket's sequences, plus one for the mean of each. */
const slotsOf = ({ size, length }: Bucket): number => size * (maskedCount(length - 2) + 1);

/** The number of slots of each sample; different from all its other sizes. */
const SAMPLE_SLOTS = [4, 7, 5];

/** Small batches to record a step with. No two of their sizes are equal. */
export const maskedSamples = (): MaskedBatch[] =>
  sampleBatches().map((batch, i) => ({
    ...batch,
    slots: new Int32Array(SAMPLE_SLOTS[i]),
    labels: new Int32Array(SAMPLE_SLOTS[i]),
    weights: new Float32Array(SAMPLE_SLOTS[i]).fill(1),
  }));

/** A batch of the bucket's shapes with padding only. */
function paddingOnly({ size, length }: Bucket, padId: number): MaskedBatch {
  const slots = slotsOf({ size, length });
  return {
    size,
    length,
    ids: new Int32Array(size * length).fill(padId),
    typeIds: new Int32Array(size * length),
    mask: new Float32Array(size * length),
    slots: new Int32Array(slots),
    labels: new Int32Array(slots),
    weights: new Float32Array(slots),
  };
}

/** Sequences that fit the bucket, padded and not masked. */
export function paddedBatch(sequences: readonly Sequence[], bucket: Bucket, padId: number): MaskedBatch {
  const batch = paddingOnly(bucket, padId);
  sequences.forEach(({ ids, typeIds }, row) => {
    const start = row * bucket.length;
    batch.ids.set(ids, start);
    batch.typeIds.set(typeIds, start);
    batch.mask.fill(1, start, start + ids.length);
  });
  return batch;
}

/**
 * Pads and masks sequences that fit the bucket. The masking depends only on `seed`. If a telling word is masked, the
 * mean of its sequence has to predict it too, with the weight `sentence`, unless that is 0.
 */
export function maskedBatch(
  sequences: readonly Sequence[],
  bucket: Bucket,
  { padId, pieces }: SequenceMaker,
  salience: Salience,
  sentence: number,
  seed: number,
): MaskedBatch {
  const batch = paddedBatch(sequences, bucket, padId);
  const random = seededRandom(seed);
  let used = 0;
  const guess = (slot: number, label: number, weight: number) => {
    batch.slots[used] = slot;
    batch.labels[used] = label;
    batch.weights[used++] = weight;
  };
  sequences.forEach((sequence, row) => {
    const start = row * bucket.length;
    const { positions, shown, weights } = maskSequence(sequence, pieces, salience, random);
    positions.forEach((place, i) => {
      batch.ids[start + place] = shown[i];
      guess(start + place, sequence.ids[place], weights[i]);
    });
    const { telling } = sequence;
    if (sentence > 0 && telling !== undefined && batch.ids[start + telling] === pieces.mask)
      guess(bucket.size * bucket.length + row, sequence.ids[telling], sentence);
  });
  return batch;
}
