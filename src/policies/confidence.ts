import { heldOutTemperatures, publishedCodeTemperatures, scaleLogits } from '../analysis/temperature';
import { confidenceThresholds } from '../analysis/thresholds';
import { confidence } from '../signals/confidence';
import type { ExitPolicy } from '../types';

/** Confidence without calibration, at SWEET's eleven thresholds from 1/C to 1 (§3.3). */
export const plainConfidence: ExitPolicy = {
  name: 'confidence',
  title: 'confidence, not calibrated',
  signal: confidence,
  thresholds: ({ classes }) => confidenceThresholds(classes),
};

/** Confidence with temperatures that are fitted on the other half of the examples. */
export const calibratedConfidence: ExitPolicy = {
  ...plainConfidence,
  name: 'calibrated-confidence',
  title: 'confidence, temperatures from the other half',
  calibrate: (exit, seed) => scaleLogits(exit, heldOutTemperatures(exit, seed)),
};

/**
 * The calibration of SWEET's published code: temperatures are fitted on the same examples that are scored. The paper
 * says that temperature scaling is used (appendix A), and not on which examples.
 */
export const publishedCodeConfidence: ExitPolicy = {
  ...plainConfidence,
  name: 'papers-confidence',
  title: 'confidence, temperatures from the evaluation set',
  calibrate: (exit) => scaleLogits(exit, publishedCodeTemperatures(exit)),
};
