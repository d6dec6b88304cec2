import { earlyExit } from '../methods/earlyExit';
import type { RunOptions } from '../runs/config';
import { cells } from './experiment';
import type { Profile } from './profiles';

/**
 * Truncated encoders, BERT-kL: for each depth k, the first k blocks with one exit after them, fine-tuned alone. They
 * are the runs of `truncatedCurve`. The default depths are the exits of the profile.
 */
export const truncatedRuns = (profile: Profile, depths: readonly number[] = profile.exits): RunOptions[] =>
  depths.flatMap((exit) => cells({ ...profile, exits: [exit] }, [earlyExit]));
