import type { RunRecord } from '../types';

/** The parts of COSEE's loss at the beginning and at the end of training, as means over steps. */
export interface LossParts {
  readonly method: string;
  readonly task: string;
  readonly seed: number;
  /** L_CE, weighted. */
  readonly classificationFirst: number;
  readonly classificationLast: number;
  /** L_OSC, whether it is trained on or not. */
  readonly calibrationFirst: number;
  readonly calibrationLast: number;
  /** The steps at which L_OSC is zero. */
  readonly idle: number;
}

/** The parts of the loss over the first and the last `window` steps of each run of COSEE whose steps are at hand. */
export function lossParts(runs: readonly RunRecord[], window = 40): LossParts[] {
  return runs
    .filter(({ steps }) => steps[0]?.notes?.weighted !== undefined)
    .map(({ config: { method, task, seed }, steps }) => {
      const mean = (name: string, some: typeof steps) =>
        some.reduce((sum, { notes }) => sum + (notes?.[name] ?? 0) / some.length, 0);
      const [first, last] = [steps.slice(0, window), steps.slice(-window)];
      return {
        ...{ method, task, seed },
        classificationFirst: mean('weighted', first),
        classificationLast: mean('weighted', last),
        calibrationFirst: mean('calibration', first),
        calibrationLast: mean('calibration', last),
        idle: steps.filter(({ notes }) => notes?.calibration === 0).length,
      };
    });
}
