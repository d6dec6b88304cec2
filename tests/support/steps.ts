import type { Step } from '../../src/types';

/** Step t of 100, in epochs of 50, for as many exits. */
export const stepAt = (t: number, exits: number): Step => ({
  ...{ t, exits },
  steps: 100,
  stepsPerEpoch: 50,
  seed: 1,
});
