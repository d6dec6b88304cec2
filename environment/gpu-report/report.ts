/** The report in gpu-report.json, and the results of its parts. */

import { beyond, hoursOf, type TimedStep } from '../../src/plan/projection';
import type { ReportDevice } from './device';
import type { DoctorSays } from './doctor';
import { stepFlops } from './flops';
import type { Grid } from './grids';
import type { NotebookRun } from './notebook';
import type { Outcome } from './outcome';
import type { Parity } from './parity';
import type { ProductRate } from './products';
import type { Proof } from './proof';
import type { PyTorchSpeed } from './pytorch';
import type { Speed } from './speed';

/** The whole report. */
export interface Report {
  readonly made: string;
  readonly node: string;
  /**
   * The mean number of processes that wanted to run in the minute before the report began, and the number of cores.
   */
  readonly load: { readonly before: number; readonly cores: number };
  readonly devices: readonly ReportDevice[];
  /** Backends that are not available here, and the reasons. */
  readonly absent: Readonly<Record<string, string>>;
  readonly outcomes: readonly Outcome[];
  readonly projection: readonly ProjectedGrid[];
}

/** Hours of a grid by backend. */
export interface ProjectedGrid extends Omit<Grid, 'groups'> {
  readonly hours: Readonly<Record<string, number>>;
  /** The ratio of its largest step to the largest timed step. */
  readonly beyond: Readonly<Record<string, number>>;
}

interface Results {
  readonly doctor: DoctorSays;
  readonly grids: readonly Grid[];
  readonly proof: Proof;
  readonly products: readonly ProductRate[];
  readonly parity: Parity;
  readonly speed: Speed;
  readonly notebook: NotebookRun;
  readonly pytorch: PyTorchSpeed;
}

/** The result of a part, such as 'proof' of 'webgpu'; null if it has none. */
export function resultOf<K extends keyof Results>(
  { outcomes }: Pick<Report, 'outcomes'>,
  kind: K,
  of?: string,
): Results[K] | null {
  const name = of === undefined ? kind : `${kind}-${of}`;
  const found = outcomes.find(({ part }) => part === name);
  return (found?.result as Results[K] | undefined) ?? null;
}

/** The measured speeds of a backend. */
export const speedsOf = ({ outcomes }: Pick<Report, 'outcomes'>, backend: string): Speed[] =>
  outcomes
    .filter(({ part, state }) => part.startsWith(`speed-${backend}-`) && state === 'finished')
    .map(({ result }) => result as Speed);

/** The timed steps of a backend. */
export const timedSteps = (report: Pick<Report, 'outcomes'>, backend: string): TimedStep[] =>
  speedsOf(report, backend).map(({ size, spread }) => ({
    flops: stepFlops(size),
    seconds: spread.median / 1000,
  }));

/** Hours of every grid on every timed backend. */
export function project(report: Pick<Report, 'outcomes' | 'devices'>): ProjectedGrid[] {
  const timed = report.devices
    .map(({ backend }) => [backend, timedSteps(report, backend)] as const)
    .filter(([, steps]) => steps.length > 0);
  return (resultOf(report, 'grids') ?? []).map(({ groups, ...grid }) => ({
    ...grid,
    hours: Object.fromEntries(timed.map(([backend, steps]) => [backend, hoursOf({ groups }, steps)])),
    beyond: Object.fromEntries(timed.map(([backend, steps]) => [backend, beyond({ groups }, steps)])),
  }));
}
