/** A run from its options to its record: loaded where it is finished, resumed where it was cut off, else trained. */
import { existsSync, readdirSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { exitScores } from '../analysis/exits';
import { prepareBackend } from '../backend';
import { writeSafetensors } from '../encoders/safetensors-write';
import { LabError } from '../errors';
import { type MultiExit, parameterShapes } from '../exits';
import { makeFolder, removeTemporaries } from '../files';
import { sweetAdamW } from '../ops/adamw';
import { projectRoot } from '../paths';
import { Divergence } from '../training/divergence';
import { deviceParameters, evaluate } from '../training/evaluate';
import { freshState, type TrainingState } from '../training/learner';
import { type Backward, exitObjective } from '../training/step';
import { type AfterStep, train } from '../training/train';
import type { EncodedExample, ExitRecord, RunRecord, StepRecord } from '../types';
import { type Checkpoint, readCheckpoint, writeCheckpoint } from './checkpoint';
import { MAXIMUM_NORM, type RunOptions, runId } from './config';
import { describeEnvironment } from './environment';
import { withLock } from './lock';
import {
  encodeExamples,
  type PreparedRun,
  paddingOfRun,
  planOf,
  prepareRun,
  startingParameters,
} from './prepare';
import { hasRecord, missingSnapshots, readRecord, readSummary, snapshotFile, writeRecord } from './record';

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
  /** Stops the run after the step in hand, with a checkpoint. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Told in a line what happens: which backend, that a run is resumed or waited for. */
  readonly say?: (line: string) => void;
  readonly checkpointSeconds?: number;
  /** How gradients are computed, `wholeBackward` unless given: the same ones to rounding. */
  readonly backward?: Backward;
  /** Called once where another process trains the run; it may throw to give up, or this one waits. */
  readonly onBusy?: () => void;
}

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
    { step, exit }: { readonly step: number; readonly exit: number },
  ) {
    super(
      `${record.id} diverged at step ${step}: the loss or gradient of the exit at depth ${exit} is no number any more; ` +
        'try a lower learning rate',
    );
  }
}

export const defaultStore = (): string => process.env.EARLY_EXIT_STORE ?? join(projectRoot(), 'data', 'runs');

/**
 * The record of a run. A finished one is read from the store; else the run is trained, from its last checkpoint where
 * there is one, evaluated and stored whole. Asked for by two processes, it is trained once and the other waits.
 * Throws LabError for options that do not fit, Interrupted when stopped, Diverged where the record is of a run that diverged.
 */
export async function run(options: RunOptions, surroundings: RunSurroundings = {}): Promise<RunRecord> {
  const prepared = prepareRun(options);
  const id = runId(prepared.config);
  const { store = defaultStore(), say = console.log } = surroundings;
  makeFolder(store);
  const folder = join(realpathSync(store), id);
  const whole = () => isWhole(folder, prepared.snapshots);
  if (!whole() || existsSync(workFolder(folder))) {
    await withLock(lockFile(folder), whileWaiting(id, surroundings), async () => {
      lookAfresh(folder);
      if (!whole()) await new Training(prepared, folder, { ...surroundings, say }).finish();
      rmSync(workFolder(folder), { recursive: true, force: true });
    });
  }
  const record = readRecord(folder);
  if (record.diverged) throw new Diverged(record, record.diverged);
  return record;
}

/** Reads the store, because a shared file system may remember that a record was not there when another machine made it. */
const lookAfresh = (folder: string): void => void readdirSync(dirname(folder));

/** Is there nothing left to train: a record with these snapshots, or one that diverged and has no more of them? */
export const isWhole = (folder: string, snapshots: readonly number[] = []): boolean =>
  hasRecord(folder) &&
  (missingSnapshots(folder, snapshots).length === 0 || readSummary(folder).diverged !== undefined);

/** Tells once that another process has the run, and stops waiting when that is asked for. */
function whileWaiting(id: string, { onBusy, signal, say = console.log }: RunSurroundings) {
  return (first: boolean): void => {
    if (signal?.aborted) throw new Interrupted(`interrupted while another process trains ${id}`);
    if (!first) return;
    if (onBusy) onBusy();
    else say(`${id} is being trained by another process; waiting for it.`);
  };
}

const lockFile = (folder: string): string => join(dirname(folder), '.locks', basename(folder));

/** Where a run works until its record is whole; a kill just after that leaves it behind, to be swept by the next call. */
const workFolder = (folder: string): string => join(dirname(folder), '.unfinished', basename(folder));

/** One unfinished run, in a working folder of the store that only the lock's holder touches. */
class Training {
  private readonly id: string;
  private readonly work: string;
  private readonly model: MultiExit;
  private readonly steps: StepRecord[] = [];
  private readonly started = performance.now();
  private secondsBefore = 0;

  constructor(
    private readonly prepared: PreparedRun,
    private readonly target: string,
    private readonly surroundings: RunSurroundings & Required<Pick<RunSurroundings, 'say'>>,
  ) {
    this.model = prepared.model;
    this.id = basename(target);
    this.work = workFolder(target);
  }

  /** Trains what is left, evaluates, and moves the whole record to its place at once; to a record that is there it adds snapshots. */
  async finish(): Promise<void> {
    if (existsSync(this.target) && !hasRecord(this.target)) {
      throw new LabError(
        `expected a whole record at ${this.target} or nothing, found no run.json there; move it away`,
      );
    }
    makeFolder(this.work);
    for (const folder of [this.work, this.recordFolder]) removeTemporaries(folder);
    const { train: trainExamples, evaluation } = encodeExamples(this.prepared);
    try {
      const state = await this.train(trainExamples);
      if (hasRecord(this.target)) this.addSnapshots();
      else await this.writeEvaluated(state, evaluation);
    } catch (error) {
      if (!(error instanceof Divergence) || hasRecord(this.target)) throw error;
      await this.writeDiverged(error);
    }
  }

  private async train(examples: readonly EncodedExample[]): Promise<TrainingState> {
    const plan = planOf(this.prepared, examples);
    const from = this.lastCheckpoint();
    if (from) this.resume(from, plan.steps);
    const start = from ?? { step: 0, state: freshState(startingParameters(this.prepared)) };
    await prepareBackend(this.surroundings.say);
    const training = { model: this.model, method: this.prepared.method, maximumNorm: MAXIMUM_NORM };
    const objective = exitObjective(training, this.surroundings.backward);
    return train(objective, sweetAdamW, plan, start, this.afterStep(plan.steps));
  }

  /** Where training goes on, unless weights that are asked for were passed by without being kept. */
  private lastCheckpoint(): Checkpoint | null {
    const found = readCheckpoint(this.work, this.model);
    const missing = missingSnapshots(this.recordFolder, this.prepared.snapshots);
    return found && missing.some((step) => step <= found.step) ? null : found;
  }

  private resume({ step, steps, seconds }: Checkpoint, total: number): void {
    this.surroundings.say(`${this.id}: going on from step ${step} of ${total}.`);
    this.steps.push(...steps);
    this.secondsBefore = seconds;
  }

  /** Keeps the step, snapshots and checkpoints what is due, and stops where that is asked for. */
  private afterStep(total: number): AfterStep {
    const { signal, onProgress, checkpointSeconds = 30 } = this.surroundings;
    let last = performance.now();
    return async (record, state) => {
      this.steps.push(record);
      onProgress?.({ label: this.id, step: record.step, steps: total });
      if (this.prepared.snapshots.includes(record.step)) this.writeSnapshot(record.step, await state());
      const due = performance.now() - last >= checkpointSeconds * 1000 && record.step < total;
      if (!due && !signal?.aborted) return;
      this.checkpoint(record.step, await state());
      last = performance.now();
      if (signal?.aborted) {
        throw new Interrupted(
          `interrupted after step ${record.step} of ${total}; asked for again, the run goes on there`,
        );
      }
    };
  }

  private seconds(): number {
    return this.secondsBefore + (performance.now() - this.started) / 1000;
  }

  private checkpoint(step: number, state: TrainingState): void {
    writeCheckpoint(this.work, this.model, { step, state, steps: this.steps, seconds: this.seconds() });
  }

  private get recordFolder(): string {
    return join(this.work, this.id);
  }

  private writeSnapshot(step: number, { parameters }: TrainingState): void {
    const tensors = Object.entries(parameterShapes(this.model)).map(([name, shape]) => [
      name,
      { shape, data: parameters[name] },
    ]);
    writeSafetensors(snapshotFile(this.recordFolder, step), Object.fromEntries(tensors));
  }

  private addSnapshots(): void {
    for (const step of missingSnapshots(this.target, this.prepared.snapshots))
      renameSync(snapshotFile(this.recordFolder, step), snapshotFile(this.target, step));
  }

  private async writeEvaluated(
    { parameters }: TrainingState,
    examples: readonly EncodedExample[],
  ): Promise<void> {
    const device = deviceParameters(this.model, parameters);
    const evaluation = await evaluate(this.model, device, examples, paddingOfRun(this.prepared));
    tf.dispose(Object.values(device));
    const { metrics } = this.prepared.dataset.task;
    const scores = metrics.map((metric) => [metric, exitScores(evaluation, metric)]);
    await this.writeRecord(evaluation, { metrics: Object.fromEntries(scores) });
  }

  private async writeDiverged({ step, exit }: Divergence): Promise<void> {
    const { depths, encoders, classes, gates } = this.model;
    const none = new Float32Array();
    const evaluation = {
      ...{ depths, encoders, classes, labels: new Int32Array(), logits: none },
      ...(gates && { gates: none }),
    };
    await this.writeRecord(evaluation, { metrics: {}, diverged: { step, exit: depths[exit] } });
  }

  private async writeRecord(
    evaluation: ExitRecord,
    ended: Pick<RunRecord, 'metrics' | 'diverged'>,
  ): Promise<void> {
    writeRecord(this.recordFolder, {
      id: this.id,
      config: this.prepared.config,
      environment: await describeEnvironment(),
      seconds: this.seconds(),
      ...ended,
      steps: this.steps,
      evaluation,
    });
    renameSync(this.recordFolder, this.target);
  }
}
