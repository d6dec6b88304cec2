import type { RunRecord } from '../types';

/**
 * The runs with accuracy as the metric of every analysis, also where a task has another first metric. Scores of single
 * levels of difficulty are comparable then: a correlation of a part of the examples is not. Runs without accuracy are
 * left out.
 */
export const byAccuracy = (runs: readonly RunRecord[]): RunRecord[] =>
  runs.flatMap((run) => {
    const { accuracy, ...others } = run.metrics;
    return accuracy ? [{ ...run, metrics: { accuracy, ...others } }] : [];
  });
