/** What a run is told beside its options, and how it ends when not with a record. */
import { LabError } from '../errors';
import type { Backward } from '../training/step';
import type { DivergedAt, RunRecord } from '../types';
import { snapshotFile } from './record';

/** How far a run is. */
export interface Progress {
  readonly label: string;
  readonly step: number;
  readonly steps: number;
}

/** What stands around a run without changing its result. */
export interface RunSurroundings {
  /** The run store; data/runs, or EARLY_EXIT_STORE. */
  readonly store?: string;
  /** Stops the run after the step in hand, with a checkpoint; without one, Ctrl-C, the stop button and SIGTERM do. */
  readonly signal?: AbortSignal;
  /** Told of every step, and of the evaluation; a progress bar unless given. */
  readonly onProgress?: (progress: Progress) => void;
  /**
   * Told in a line what happens: which backend, that a run is read, resumed or waited for; `console.log` unless
   * given.
   */
  readonly say?: (line: string) => void;
  /** Trains the run although it is finished, and moves the record that there is to `.replaced` in the store. */
  readonly fresh?: boolean;
  readonly checkpointSeconds?: number;
  /** How gradients are computed, `wholeBackward` unless given: the same ones to rounding. */
  readonly backward?: Backward;
  /** Called once where another process trains the run; it may throw to give up, or this one waits. */
  readonly onBusy?: () => void;
}

/** Surroundings with all that a run under way talks to. */
export type Attended = RunSurroundings & Required<Pick<RunSurroundings, 'signal' | 'onProgress' | 'say'>>;

/** Thrown where a run was stopped on purpose; it goes on from its checkpoint when it is asked for again. */
export class Interrupted extends LabError {
  override name = 'Interrupted';
}

/** For those who would rather not wait for another process. */
export class Busy extends LabError {
  override name = 'Busy';
}

/** Thrown for a run that diverged, now or when it was trained; its record says where, and it is not trained again. */
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
      `${record.id} diverged at step ${step}: the loss or gradient of the exit at depth ${exit} is no number any more; ` +
        `${kept}; try a lower learning rate`,
    );
  }
}
