/** The surroundings of a run: settings that do not change its result, and the errors with which it can end. */
import { LabError } from '../errors';
import type { Backward } from '../training/step';
import type { DivergedAt, RunRecord } from '../types';
import { snapshotFile } from './record';

/** The progress of a run. */
export interface Progress {
  readonly label: string;
  readonly step: number;
  readonly steps: number;
  /** What is counted; the default is steps. */
  readonly unit?: string;
}

/** The settings of a run that do not change its result. */
export interface RunSurroundings {
  /** The run store. Default: EARLY_EXIT_STORE or data/runs. */
  readonly store?: string;
  /** Stops the run after the current step, with a checkpoint. Default: Ctrl-C, the stop button and SIGTERM stop it. */
  readonly signal?: AbortSignal;
  /** Called after every step and during the evaluation. Default: a progress bar. */
  readonly onProgress?: (progress: Progress) => void;
  /**
   * Called with one line for each event, such as the choice of the backend, or that a run is read, resumed or waited
   * for. Default: `console.log`.
   */
  readonly say?: (line: string) => void;
  /** Trains the run even if it is finished, and moves the old record to `.replaced` in the store. */
  readonly fresh?: boolean;
  readonly checkpointSeconds?: number;
  /** The algorithm of the gradients, which are equal up to rounding. Default: `wholeBackward`. */
  readonly backward?: Backward;
  /** Called once if another process trains the run. It may throw to give up; otherwise the call waits. */
  readonly onBusy?: () => void;
}

/** Surroundings with all callbacks of a current run. */
export type Attended = RunSurroundings & Required<Pick<RunSurroundings, 'signal' | 'onProgress' | 'say'>>;

/** A run was stopped on purpose. If it is requested again, it continues from its checkpoint. */
export class Interrupted extends LabError {
  override name = 'Interrupted';
}

/** The caller does not want to wait for another process. */
export class Busy extends LabError {
  override name = 'Busy';
}

/** The run diverged, now or in an earlier training. Its record says where. It is not trained again. */
export class Diverged extends LabError {
  override name = 'Diverged';

  constructor(
    readonly record: RunRecord,
    { step, exit, lastGood }: DivergedAt,
  ) {
    const kept =
      lastGood === undefined
        ? 'no checkpoint had been written before'
        : `the last good checkpoint is of step ${lastGood}, kept in ${snapshotFile(record.folder, lastGood)}`;
    super(
      `${record.id} diverged at step ${step}: the loss or gradient of the exit at depth ${exit} is NaN or infinite; ` +
        `${kept}; try a lower learning rate`,
    );
  }
}
