import { linspace } from '../analysis/thresholds';
import { LabError } from '../errors';
import { softmaxScore } from '../signals/softmaxScore';
import type { ExitPolicy, ExitReading } from '../types';

/** How many thresholds Zero Time Waste tries, from 0 to 1. */
const THRESHOLDS = 100;

/**
 * Zero Time Waste's rule (Wołczyk et al. 2021): the exits reached answer together, and an example leaves where the
 * largest probability of their answer is above the threshold.
 */
export const ensemblePolicy: ExitPolicy = {
  name: 'ensemble',
  title: 'ensemble of the exits reached',
  signal: softmaxScore,
  thresholds: ({ classes }) => linspace(1 / classes, 1, THRESHOLDS),
  answer: (reached) => ensembleOf(reached[reached.length - 1]),
};

function ensembleOf({ extras }: ExitReading): ArrayLike<number> {
  if (extras?.ensemble) return extras.ensemble;
  throw new LabError(
    `expected exits that say an ensemble, such as those of ztw, got ${Object.keys(extras ?? {}).join(', ') || 'logits alone'}`,
  );
}
