import { linspace } from '../analysis/thresholds';
import { LabError } from '../errors';
import { softmaxScore } from '../signals/softmaxScore';
import type { ExitPolicy, ExitReading } from '../types';

/** The number of thresholds in Zero Time Waste. */
const THRESHOLDS = 100;

/**
 * Zero Time Waste's rule (Wołczyk et al. 2021): the exits reached answer as an ensemble. An example leaves when the
 * largest probability of the ensemble is above the threshold.
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
    'expected exits with the extra `ensemble`, such as those of ztw, got exits with ' +
      `${Object.keys(extras ?? {}).join(', ') || 'logits only'}; choose another policy`,
  );
}
