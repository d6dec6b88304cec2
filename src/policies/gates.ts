import { linspace } from '../analysis/thresholds';
import { learnedCertainty, learnedUncertainty } from '../signals/gate';
import type { ExitPolicy } from '../types';
import { gatesInRange } from './gateRange';

/** Learning to exit (SWEET §5): the gates without calibration, at eleven thresholds from 0 to 1. */
export const learnedExit: ExitPolicy = {
  name: 'learned-certainty',
  title: 'learning to exit',
  signal: learnedCertainty,
  thresholds: () => linspace(0, 1, 11),
};

/**
 * The calibration of the published code: the gates of each exit are rescaled to [0, 1] by their range on the evaluation
 * set.
 */
export const stretchedExit: ExitPolicy = {
  ...learnedExit,
  name: 'stretched-certainty',
  title: 'learning to exit, gates stretched to [0, 1]',
  calibrate: gatesInRange,
};

/** BERxiT's rule (Xin et al. 2021): leave when the shared gate is confident that the exit is not wrong. */
export const uncertainExit: ExitPolicy = {
  ...learnedExit,
  name: 'learned-uncertainty',
  title: 'learned uncertainty',
  signal: learnedUncertainty,
};
