import { seededRandom } from '../../../src/text/random';
import { sampleBatches } from '../../../src/training/plan';
import { maskedCount, maskSequence, type Salience } from './masking';
import type { Bucket } from './recipe';
import type { Sequence, SequenceMaker } from './sequences';

/**
 * Masked sequences of one bucket, row-major [B, T]. `slots` are the places to be guessed, `weights` how much each counts, 0
 * where unused; slot B·T + b is the mean of sequence b, from which its telling word is to be guessed.
 */
export interface MaskedBatch extends Bucket {
  readonly ids: Int32Array;
  readonly typeIds: Int32Array;
  readonly mask: Float32Array;
  /** [S], S the same for every batch of a bucket. */
  readonly slots: Int32Array;
  readonly labels: Int32Array;
  readonly weights: Float32Array;
}

/** As many places as a bucket's sequences can have to be guessed, and their means. */
const slotsOf = ({ size, length }: Bucket): number => size * (maskedCount(length - 2) + 1);

/** Slots of each sample, a line over none of its other sizes. */
const SAMPLE_SLOTS = [4, 7, 5];

/** Small batches to record a step on, with no two sizes alike. */
export const maskedSamples = (): MaskedBatch[] =>
  sampleBatches().map((batch, i) => ({
    ...batch,
    slots: new Int32Array(SAMPLE_SLOTS[i]),
    labels: new Int32Array(SAMPLE_SLOTS[i]),
    weights: new Float32Array(SAMPLE_SLOTS[i]).fill(1),
  }));

/** Nothing but padding: a batch of the bucket's shapes. */
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

/** Sequences that fit the bucket, padded and not yet masked. */
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
 * Pads and masks sequences that fit the bucket. The masking depends on `seed` alone. Where a telling word is masked, the
 * mean of its sequence has to tell it too and counts `sentence`, if that is not 0.
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
