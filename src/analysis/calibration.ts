import { maxSoftmax } from '../signals/softmax';
import type { ExitRecord } from '../types';
import { exitPredictions } from './exitScores';

/** One bar of a reliability diagram: the examples whose confidence is in (low, high]. */
export interface ConfidenceBin {
  readonly low: number;
  readonly high: number;
  readonly count: number;
  readonly confidence: number;
  readonly accuracy: number;
}

/** Bins of equal width for one exit, without the empty bins (Guo et al. 2017, section 2). */
export function reliability(record: ExitRecord, exit: number, bins = 15): ConfidenceBin[] {
  const { labels, logits, classes } = record;
  const N = labels.length;
  const predictions = exitPredictions(record);
  const tally = Array.from({ length: bins }, () => ({ count: 0, confidence: 0, right: 0 }));
  for (let n = 0; n < N; n++) {
    const i = exit * N + n;
    const p = maxSoftmax(logits.subarray(i * classes, (i + 1) * classes));
    const bin = tally[Math.max(0, Math.ceil(p * bins) - 1)];
    bin.count++;
    bin.confidence += p;
    bin.right += predictions[i] === labels[n] ? 1 : 0;
  }
  return tally.flatMap(({ count, confidence, right }, b) =>
    count === 0
      ? []
      : [
          {
            low: b / bins,
            high: (b + 1) / bins,
            count,
            confidence: confidence / count,
            accuracy: right / count,
          },
        ],
  );
}

/** Expected calibration error of each exit, [E]: sum_b n_b / N |accuracy_b - confidence_b| (Guo et al. 2017, Eq. 3). */
export function calibrationError(record: ExitRecord, bins = 15): number[] {
  return record.depths.map((_, e) =>
    reliability(record, e, bins).reduce(
      (sum, bin) => sum + (bin.count / record.labels.length) * Math.abs(bin.accuracy - bin.confidence),
      0,
    ),
  );
}
