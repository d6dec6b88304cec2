/** The views that the claims and figures of the SWEET paper use. */
import { basename } from 'node:path';
import {
  constantExits,
  exampleIntervals,
  individualExits,
  type LearningRateRow,
  learningRateRows,
  resampledExits,
  resampledTradeOff,
  type ScoreRow,
  tradeOff,
} from '../../analysis';
import type { ConflictStep } from '../../experiments/conflictFile';
import { builtOn } from '../../experiments/gates';
import { gradientRows } from '../../experiments/gradients';
import { type Profile, profile as profileOf } from '../../experiments/profiles';
import { type StoredRuns, storedRuns } from '../../experiments/records';
import type { View } from '../../experiments/view';
import { calibratedConfidence, learnedExit } from '../../policies';
import type { RunRecord } from '../../types';
import * as experiments from './experiments';

/** Each exit, as if every example left there; x is its depth. */
export const exits: View<ScoreRow> = {
  name: 'exits',
  from: [experiments.comparison],
  rows: (runs) => individualExits(runs),
  overExamples: (runs) => exampleIntervals(runs, resampledExits()),
};

/** The score at the paper's costs. Temperatures are fitted on the other half of the examples. */
export const speeds: View<ScoreRow> = {
  name: 'speeds',
  from: [experiments.comparison],
  rows: (runs) => tradeOff(runs, calibratedConfidence),
  overExamples: (runs) => exampleIntervals(runs, resampledTradeOff(calibratedConfidence)),
};

/** The score of models with gates at the paper's costs, under the names of their base methods. */
export const learnedExits: View<ScoreRow> = {
  name: 'learnedExits',
  from: [experiments.learnedExits],
  rows: (runs) => individualExits(runs, builtOn),
  overExamples: (runs) => exampleIntervals(runs, resampledExits(builtOn)),
};

export const learnedSpeeds: View<ScoreRow> = {
  name: 'learnedSpeeds',
  from: [experiments.learnedExits],
  rows: (runs) => tradeOff(runs, learnedExit, builtOn),
  overExamples: (runs) => exampleIntervals(runs, resampledTradeOff(learnedExit, builtOn)),
};

/** A score at a cost, with the training size. */
export interface SizedScore extends ScoreRow {
  readonly trainSize: number;
}

const ofSize = ({ config }: RunRecord) => ({ trainSize: config.trainSize });

/** Scores at the paper's costs for every training size. */
export const sizes: View<SizedScore> = {
  name: 'sizes',
  from: [experiments.dataSizes],
  varies: ['trainSize'],
  rows: (runs) =>
    runs.flatMap((run) =>
      tradeOff([run], calibratedConfidence).map((row) => ({ ...row, trainSize: run.config.trainSize })),
    ),
  overExamples: (runs) => exampleIntervals(runs, resampledTradeOff(calibratedConfidence, ofSize)),
};

/** The agreement of the gradients of two exits during training. */
export const gradients: View<ConflictStep> = {
  name: 'gradients',
  from: [experiments.conflicts],
  rows: (runs, { records }) => gradientRows(runs, records),
};

/** A run, and whether it failed to converge: it diverged, or an exit gives every example the same answer. */
export interface ConvergenceRow {
  readonly method: string;
  readonly failed: boolean;
}

export const convergence: View<ConvergenceRow> = {
  name: 'convergence',
  from: [experiments.comparison],
  rows: (runs, { diverged }) => [
    ...runs.map(({ config, evaluation }) => ({
      method: config.method,
      failed: constantExits(evaluation).length > 0,
    })),
    ...diverged.map(({ config }) => ({ method: config.method, failed: true })),
  ],
};

export const learningRates: View<LearningRateRow> = {
  name: 'learningRates',
  from: [experiments.learningRateSearch],
  rows: (runs) => (runs.length === 0 ? [] : learningRateRows(runs, calibratedConfidence)),
};

/** A comparison on another encoder. */
export interface OtherEncoder {
  readonly profile: Profile;
  readonly stored: StoredRuns;
}

/** The comparisons of the profiles that a profile names as beside it, if they are finished. */
export const encoders: View<OtherEncoder> = {
  name: 'encoders',
  from: [],
  rows: (_, { profile, source }) =>
    profile.beside
      .map((name) => profileOf(name))
      .filter((other) => basename(other.encoder) !== basename(profile.encoder))
      .map((other) => ({ profile: other, stored: storedRuns(other, experiments.comparison, source()) }))
      .filter(({ stored }) => stored.found.length > 0),
};
