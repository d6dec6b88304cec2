/** Measures of the difficulty of an example, for the difficulty inversion score. */
import { LabError } from '../errors';
import type { ExitRecord } from '../types';
import { exitPredictions } from './exitScores';
import { exitAlone } from './readings';

/** How hard the examples are. Only the order of the numbers matters. */
export interface DifficultyMeasure {
  readonly title: string;
  /** [N]: the difficulty of each example for the exit with this index. Larger is harder. */
  of(record: ExitRecord, exit: number): ArrayLike<number>;
}

/**
 * The cross-entropy of the exit itself, -ln softmax(z)[y]. This is the default: it orders nearly all pairs and needs
 * no second model.
 */
export const exitLoss: DifficultyMeasure = {
  title: "the exit's own loss",
  of(record, exit) {
    const { labels, logits, classes } = record;
    requireAnswersOfClasses(classes);
    return Float64Array.from(labels, (label, n) => {
      const start = (exit * labels.length + n) * classes;
      return crossEntropyOf(logits.subarray(start, start + classes), label);
    });
  },
};

/**
 * 1 where the exit is wrong and 0 where it is right. The inversion score is then the AUROC of the signal for errors.
 */
export const exitError: DifficultyMeasure = {
  title: "the exit's own errors",
  of(record, exit) {
    const { labels, classes } = record;
    requireAnswersOfClasses(classes);
    const predictions = exitPredictions(exitAlone(record, exit));
    return Uint8Array.from(predictions, (prediction, n) => (prediction === labels[n] ? 0 : 1));
  },
};

/** Known difficulties [N], equal for every exit: 1 to 5 on graded tasks. */
export const trueDifficulty = (difficulties: ArrayLike<number>): DifficultyMeasure => ({
  title: 'true difficulty',
  of({ labels }) {
    if (difficulties.length === labels.length) return difficulties;
    throw new LabError(
      `expected the difficulties of ${labels.length} examples, got ${difficulties.length}; only graded tasks have them`,
    );
  },
});

function requireAnswersOfClasses(classes: number): void {
  if (classes < 2)
    throw new LabError(
      'expected exits that predict a class, got exits that predict a number; pass a difficulty measure for numbers',
    );
}

/** -ln softmax(z)[y] in float64. The sum leaves the largest logit out, so that small losses keep their precision. */
function crossEntropyOf(logits: Float32Array, label: number): number {
  const best = logits.reduce((at, logit, c) => (logit > logits[at] ? c : at), 0);
  const others = logits.reduce((sum, logit, c) => sum + (c === best ? 0 : Math.exp(logit - logits[best])), 0);
  return Math.log1p(others) + (logits[best] - logits[label]);
}
