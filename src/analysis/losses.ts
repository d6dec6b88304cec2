import type { RunRecord } from '../types';
import { groupBy } from './groups';
import { summarise } from './statistics';
import { meanNll } from './temperature';

/** The mean training loss of one exit of one run over a window of steps. `step` is the middle of the window. */
export interface LossRow {
  readonly method: string;
  readonly task: string;
  readonly seed: number;
  readonly exit: number;
  readonly step: number;
  readonly loss: number;
  /** The number of classes of the task, 1 for numbers. */
  readonly classes?: number;
}

/** The losses of some runs, averaged over at most `windows` windows of consecutive steps of each run. */
export function trainingLosses(runs: readonly RunRecord[], windows = 40): LossRow[] {
  return runs.flatMap(({ config, steps, evaluation: { classes } }) => {
    const { method, task, seed } = config;
    const width = Math.max(1, Math.ceil(steps.length / windows));
    const stretches = Array.from({ length: Math.ceil(steps.length / width) }, (_, i) =>
      steps.slice(i * width, (i + 1) * width),
    );
    return config.exits.flatMap((exit, e) =>
      stretches.map((stretch) => ({
        method,
        task,
        seed,
        exit,
        step: (stretch[0].step + stretch[stretch.length - 1].step) / 2,
        loss: stretch.reduce((sum, { loss }) => sum + loss[e], 0) / stretch.length,
        classes,
      })),
    );
  });
}

/** The training loss of one run, averaged over its exits and over windows; `steps` are the windows' middles. */
export interface LossCurve {
  /** The id of the run. */
  readonly run: string;
  readonly method: string;
  readonly task: string;
  readonly seed: number;
  readonly steps: readonly number[];
  /** Cross-entropy in nats, without the weights of the method. */
  readonly losses: readonly number[];
  /** The same mean over the evaluation examples, which the run has not trained on, at the end of the run. */
  readonly heldOut?: number;
}

/** The cross-entropy of a run's evaluation, averaged over its exits. */
export function heldOutLoss({ evaluation }: RunRecord): number {
  const { depths, labels, logits, classes } = evaluation;
  const size = labels.length * classes;
  return summarise(depths.map((_, e) => meanNll(logits.subarray(e * size, (e + 1) * size), labels, classes)))
    .mean;
}

/** The loss curve of each run whose steps are at hand (COSEE Fig. 6). */
export function lossCurves(runs: readonly RunRecord[], windows?: number): LossCurve[] {
  return runs
    .filter(({ steps }) => steps.length > 0)
    .map((run) => {
      const { method, task, seed } = run.config;
      const stretches = groupBy(trainingLosses([run], windows), ({ step }) => [step]);
      const mean = (rows: readonly LossRow[]) => summarise(rows.map(({ loss }) => loss)).mean;
      const steps = stretches.map(([{ step }]) => step);
      const about = { run: run.id, method, task, seed };
      return { ...about, steps, losses: stretches.map(mean), heldOut: heldOutLoss(run) };
    });
}
