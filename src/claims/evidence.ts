/** What the claims of the SWEET paper are judged by: rows made of finished runs. */
import {
  calibratedConfidence,
  type ExitPolicy,
  exampleIntervals,
  individualExits,
  learnedExit,
  type ScoreRow,
  tradeOff,
} from '../analysis';
import type { ConflictStep } from '../experiments/conflicts';
import { underPlainNames } from '../experiments/gates';
import type { RunRecord } from '../types';

/** The runs of SWEET's experiments, those of an experiment that was not made left out. */
export interface SweetRuns {
  readonly comparison?: readonly RunRecord[];
  readonly learnedExits?: readonly RunRecord[];
  readonly dataSizes?: readonly RunRecord[];
  readonly gradients?: readonly ConflictStep[];
  /** Runs that ended without a loss, of the comparison. */
  readonly diverged?: readonly RunRecord[];
}

type Intervals = ReturnType<typeof exampleIntervals>;

/** Rows by what they are of. */
export interface SweetEvidence {
  /** Each exit alone, and the score at the paper's costs. */
  readonly exits: ScoreRow[];
  readonly speeds: ScoreRow[];
  /** The same of models with gates, under the names of the methods they are built on. */
  readonly learnedExits: ScoreRow[];
  readonly learnedSpeeds: ScoreRow[];
  /** Scores at the paper's costs, the method's name with its training size: `sweet 500`. */
  readonly sizes: ScoreRow[];
  readonly gradients: readonly ConflictStep[];
  /** What the choice of examples leaves of differences between exits. */
  readonly overExamples: { readonly exits: Intervals; readonly learnedExits: Intervals };
  readonly trainSizes: readonly number[];
  readonly diverged: readonly RunRecord[];
}

export interface ExitPolicies {
  readonly confidence?: ExitPolicy;
  readonly learned?: ExitPolicy;
}

const RESAMPLES = 400;

/** The method's name in rows that compare training sizes. */
export const sized = (method: string, trainSize: number): string => `${method} ${trainSize}`;

/** What `sized` was made of. */
export function unsized(name: string): { readonly method: string; readonly trainSize: number } {
  const [method, trainSize] = name.split(' ');
  return { method, trainSize: Number(trainSize) };
}

/** All rows that the runs give; temperatures come from the other half of the examples unless a policy says otherwise. */
export function sweetEvidence(
  { comparison = [], learnedExits = [], dataSizes = [], gradients = [], diverged = [] }: SweetRuns,
  { confidence = calibratedConfidence, learned = learnedExit }: ExitPolicies = {},
): SweetEvidence {
  const gated = underPlainNames(learnedExits);
  const sizeOf = ({ config }: RunRecord) => config.trainSize;
  return {
    exits: individualExits(comparison),
    speeds: tradeOff(comparison, confidence),
    learnedExits: individualExits(gated),
    learnedSpeeds: tradeOff(gated, learned),
    sizes: tradeOff(
      dataSizes.map((run) => ({
        ...run,
        config: { ...run.config, method: sized(run.config.method, sizeOf(run)) },
      })),
      confidence,
    ),
    gradients,
    overExamples: {
      exits: exampleIntervals(comparison, { resamples: RESAMPLES }),
      learnedExits: exampleIntervals(gated, { resamples: RESAMPLES }),
    },
    trainSizes: [...new Set(dataSizes.map(sizeOf))].sort((a, b) => a - b),
    diverged,
  };
}
