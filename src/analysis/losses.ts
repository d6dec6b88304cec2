import type { RunRecord } from '../types';
import { groupBy } from './groups';
import { summarise } from './statistics';

/** The mean training loss of one exit of one run over a window of steps. `step` is the middle of the window. */
export interface LossRow {
  readonly method: string;
  readonly task: string;
  readonly seed: number;
  readonly exit: number;
  readonly step: number;
  readonly loss: number;
}

/** The losses of some runs, averaged over at most `windows` windows of consecutive steps of each run. */
export function trainingLosses(runs: readonly RunRecord[], windows = 40): LossRow[] {
  return runs.flatMap(({ config, steps }) => {
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
      })),
    );
  });
}

/** The training loss of one run, averaged over its exits and over windows; `steps` are the windows' middles. */
export interface LossCurve {
  /** The id of the run; older curves lack it. */
  readonly run?: string;
  readonly method: string;
  readonly task: string;
  readonly seed: number;
  readonly steps: readonly number[];
  /** Cross-entropy in nats, without the weights of the method. */
  readonly losses: readonly number[];
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
      return { run: run.id, method, task, seed, steps, losses: stretches.map(mean) };
    });
}
