import * as tf from '@tensorflow/tfjs-core';
import { exitScores } from '../analysis/exitScores';
import { deviceParameters, type EvaluationListener, evaluate } from '../training/evaluate';
import type { EncodedExample, ExitRecord, HostParameters, RunRecord } from '../types';
import { type PreparedRun, paddingOfRun } from './prepare';

/**
 * The outputs of a run's exits for some examples, with these weights. Throws LabError for outputs that are NaN or
 * infinite.
 */
export async function evaluateRun(
  prepared: PreparedRun,
  parameters: HostParameters,
  examples: readonly EncodedExample[],
  listener: EvaluationListener,
): Promise<ExitRecord> {
  const { model } = prepared;
  const device = deviceParameters(model, parameters);
  try {
    return await evaluate(model, device, examples, paddingOfRun(prepared), listener);
  } finally {
    tf.dispose(Object.values(device));
  }
}

/** For each metric of the task, the value at each exit. */
export function metricsOf({ dataset }: PreparedRun, evaluation: ExitRecord): RunRecord['metrics'] {
  const { metrics } = dataset.task;
  return Object.fromEntries(metrics.map((metric) => [metric, exitScores(evaluation, metric)]));
}
