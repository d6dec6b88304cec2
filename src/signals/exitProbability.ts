import { LabError } from '../errors';
import type { ExitReading, ExitSignal } from '../types';

/**
 * Leave when the probability of having left is above the threshold: CDF_i = 1 - Π_{k<=i} (1 - λ_k) > t (Q-exit of
 * PALBERT, Balagansky and Gavrilov 2022). The λ of each exit is the extra `lambdas`.
 */
export const exitProbability: ExitSignal = {
  name: 'exit probability',
  paper: 'PALBERT (Balagansky and Gavrilov 2022)',
  exitsWhen: 'score > threshold',
  range: () => [0, 1],
  score: (reached) => 1 - reached.reduce((left, exit) => left * (1 - lambdaOf(exit)), 1),
};

function lambdaOf({ extras }: ExitReading): number {
  if (extras?.lambdas) return extras.lambdas[0];
  throw new LabError(
    'expected exits with the extra `lambdas`, such as those of palbert, got exits with ' +
      `${Object.keys(extras ?? {}).join(', ') || 'logits only'}; choose another policy`,
  );
}
