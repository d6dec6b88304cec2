/** An unfinished run: it is trained from its checkpoint, evaluated, and moved into the store as a whole. */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { prepareBackend } from '../backend';
import { DeviceError } from '../backend/deviceError';
import { checkParametersFit } from '../backend/fits';
import { LabError } from '../errors';
import { type MultiExit, parameterShapes } from '../exits';
import { makeFolder, removeTemporaries } from '../files';
import { sweetAdamW } from '../ops/adamw';
import { targetOf } from '../targets';
import { blankRecord } from '../training/blankRecord';
import { Divergence } from '../training/divergence';
import { freshState, type TrainingState } from '../training/learner';
import { type StepListener, type StepListeners, train } from '../training/train';
import { trainedStage } from '../training/trainedStage';
import type { DivergedAt, EncodedExample, ExitRecord, HostParameters, RunRecord, StepRecord } from '../types';
import { COMPARED_EXAMPLES, checkEvaluation, checkSteps, Disagreement } from './agreement';
import { type Checkpoint, readCheckpoint, writeCheckpoint } from './checkpoint';
import { describeEnvironment, hubSources } from './environment';
import { evaluateRun, metricsOf } from './evaluateRun';
import { namedExample, namedTraining } from './evaluation';
import { checkIdentity, Unsteady } from './identity';
import { pause } from './interrupt';
import { encodeExamples, openingNotes, type PreparedRun, planOf, startingParameters } from './prepare';
import { hasRecord, missingSnapshots, readRecord, snapshotFile, writeRecord } from './record';
import { type Attended, Interrupted } from './surroundings';
import { writeWeights } from './weights';

/**
 * The working folder of a run until its record is complete. A kill directly after that leaves it behind; the next call
 * removes it.
 */
export const workFolder = (folder: string): string => join(dirname(folder), '.unfinished', basename(folder));

/**
 * The steps after which the method's identity is checked again: the powers of 2 and the last step. Other code may have
 * changed data on which the method depends.
 */
const isTried = (step: number, total: number): boolean => step === total || Number.isInteger(Math.log2(step));

/** One unfinished run in a working folder of the store, which only the holder of the lock uses. */
export class UnfinishedRun {
  private readonly id: string;
  private readonly work: string;
  private readonly model: MultiExit;
  private steps: readonly StepRecord[] = [];
  /** The existing record, if snapshots are added to it. */
  private recorded: RunRecord | null = null;
  private readonly started = performance.now();
  private secondsBefore = 0;

  constructor(
    private readonly prepared: PreparedRun,
    private readonly target: string,
    private readonly surroundings: Attended,
  ) {
    this.model = prepared.model;
    this.id = basename(target);
    this.work = workFolder(target);
  }

  /**
   * Trains the remaining steps, evaluates, and moves the whole record to its place. If there is a record, adds the
   * missing snapshots to it.
   */
  async finish(): Promise<void> {
    if (existsSync(this.target) && !hasRecord(this.target)) {
      throw new LabError(
        `expected a complete record or nothing at ${this.target}, got a folder without run.json; move it away`,
      );
    }
    makeFolder(this.work);
    for (const folder of [this.work, this.recordFolder]) removeTemporaries(folder);
    if (hasRecord(this.target)) this.recorded = readRecord(this.target);
    const { train: trainExamples, evaluation } = await encodeExamples(this.prepared, this.between);
    try {
      const state = await this.train(trainExamples);
      if (this.recorded) await this.addSnapshots(state, evaluation, this.recorded);
      else await this.evaluated(state, evaluation);
    } catch (error) {
      if (error instanceof Disagreement || error instanceof Unsteady)
        rmSync(this.work, { recursive: true, force: true });
      if (!(error instanceof Divergence) || this.recorded) throw error;
      await this.writeDiverged(error);
    }
  }

  private async train(examples: readonly EncodedExample[]): Promise<TrainingState> {
    const plan = planOf(this.prepared, examples);
    await prepareBackend(this.surroundings.say, this.model.encoder.width);
    checkParametersFit(parameterShapes(this.model));
    const from = this.lastCheckpoint();
    if (from) this.resume(from, plan.steps);
    else for (const note of openingNotes(this.prepared)) this.surroundings.say(note);
    const start = from ?? { steps: [], state: freshState(startingParameters(this.prepared), []) };
    const read = (parameters: HostParameters) => this.readTraining(parameters, examples);
    const stages = plan.stages.map((stage) =>
      trainedStage(this.model, stage, read, this.surroundings.backward),
    );
    return train(stages, sweetAdamW, start, this.listeners(plan.steps));
  }

  /** The checkpoint from which training continues, or null if requested snapshots before it are missing. */
  private lastCheckpoint(): Checkpoint | null {
    const found = readCheckpoint(this.work, this.model);
    const missing = missingSnapshots(this.recordFolder, this.prepared.snapshots);
    return found && missing.some((step) => step <= found.steps.length) ? null : found;
  }

  private resume({ steps, seconds }: Checkpoint, total: number): void {
    this.surroundings.say(`${this.id}: going on from step ${steps.length} of ${total}.`);
    if (this.recorded) checkSteps(this.recorded.steps, steps);
    this.steps = steps;
    this.secondsBefore = seconds;
  }

  private listeners(total: number): StepListeners {
    return {
      beforeSteps: this.between,
      afterStep: this.afterStep(total),
      afterStage: async (_, state) => this.checkpoint(await state()),
      onFailure: this.rescue,
    };
  }

  /** Stops the work, if requested, between steps. */
  private readonly between = (): Promise<void> =>
    pause(this.surroundings.signal, this.interruptedAt(`step ${this.steps.length}`));

  private interruptedAt(step: string): string {
    return `${this.id}: interrupted after ${step}; request the run again to continue from there`;
  }

  private afterBatch(what: string, total: number): (done: number) => Promise<void> {
    return (done) => {
      this.surroundings.onProgress({ label: `${this.id}, ${what}`, step: done, steps: total });
      return this.between();
    };
  }

  /**
   * Writes a checkpoint of the state before a failed step. A lost GPU has no state to read; then the run continues from
   * its last checkpoint.
   */
  private readonly rescue: StepListener = async (steps, state) => {
    if (steps.length === 0) return;
    try {
      this.checkpoint(await state());
      this.surroundings.say(`${this.id}: a checkpoint of step ${steps.length} was written.`);
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error;
    }
  };

  /** Records the step, writes due snapshots and checkpoints, and stops if requested. */
  private afterStep(total: number): StepListener {
    const { signal, onProgress, checkpointSeconds = 30 } = this.surroundings;
    let last = performance.now();
    return async (steps, state) => {
      if (this.recorded) checkSteps(this.recorded.steps, steps.slice(-1));
      this.steps = steps;
      const step = steps.length;
      onProgress({ label: this.id, step, steps: total });
      if (isTried(step, total)) checkIdentity(this.prepared);
      if (this.prepared.snapshots.includes(step)) this.writeSnapshot(step, await state());
      const due = performance.now() - last >= checkpointSeconds * 1000 && step < total;
      if (!due && !signal.aborted) return;
      this.checkpoint(await state());
      last = performance.now();
      if (signal.aborted) {
        throw new Interrupted(this.interruptedAt(`step ${step} of ${total}`));
      }
    };
  }

  private seconds(): number {
    return this.secondsBefore + (performance.now() - this.started) / 1000;
  }

  private checkpoint(state: TrainingState): void {
    writeCheckpoint(this.work, this.model, { state, steps: this.steps, seconds: this.seconds() });
  }

  private get recordFolder(): string {
    return join(this.work, this.id);
  }

  private writeSnapshot(step: number, { parameters }: TrainingState): void {
    writeWeights(snapshotFile(this.recordFolder, step), this.model, parameters);
  }

  private async addSnapshots(
    { parameters }: TrainingState,
    examples: readonly EncodedExample[],
    { evaluation }: RunRecord,
  ): Promise<void> {
    const found = await this.evaluate(parameters, examples.slice(0, COMPARED_EXAMPLES));
    checkEvaluation(evaluation, found, this.steps.length);
    for (const step of missingSnapshots(this.target, this.prepared.snapshots))
      renameSync(snapshotFile(this.recordFolder, step), snapshotFile(this.target, step));
  }

  /** Evaluates the run. If the evaluation fails, writes a checkpoint of the last step. */
  private async evaluated(state: TrainingState, examples: readonly EncodedExample[]): Promise<void> {
    try {
      await this.writeEvaluated(state, examples);
    } catch (error) {
      this.checkpoint(state);
      throw error;
    }
  }

  private async writeEvaluated(
    { parameters }: TrainingState,
    examples: readonly EncodedExample[],
  ): Promise<void> {
    const evaluation = await this.evaluate(parameters, examples);
    await this.writeRecord(evaluation, { metrics: metricsOf(this.prepared, evaluation) });
  }

  private evaluate(parameters: HostParameters, examples: readonly EncodedExample[]): Promise<ExitRecord> {
    const { dataset, config } = this.prepared;
    const nameOf = namedExample(dataset, config);
    const afterBatch = this.afterBatch('evaluation', examples.length);
    return evaluateRun(this.prepared, parameters, examples, { nameOf, afterBatch });
  }

  /** The outputs of the exits for the training examples, from which a stage remembers. */
  private readTraining(parameters: HostParameters, examples: readonly EncodedExample[]): Promise<ExitRecord> {
    const { dataset, config } = this.prepared;
    const nameOf = namedTraining(dataset, config);
    const afterBatch = this.afterBatch('evaluation of the training examples', examples.length);
    return evaluateRun(this.prepared, parameters, examples, { nameOf, afterBatch });
  }

  private async writeDiverged({ step, exit }: Divergence): Promise<void> {
    const { depths, classes } = this.model;
    const evaluation = blankRecord(this.model, targetOf(classes).labels([]));
    const lastGood = this.keepLastGood();
    await this.writeRecord(evaluation, { metrics: {}, diverged: { step, exit: depths[exit], ...lastGood } });
  }

  /** Keeps the weights of the last checkpoint as a snapshot. */
  private keepLastGood(): Pick<DivergedAt, 'lastGood'> {
    const found = readCheckpoint(this.work, this.model);
    if (!found) return {};
    makeFolder(this.recordFolder);
    this.writeSnapshot(found.steps.length, found.state);
    return { lastGood: found.steps.length };
  }

  private async writeRecord(
    evaluation: ExitRecord,
    ended: Pick<RunRecord, 'metrics' | 'diverged'>,
  ): Promise<void> {
    writeRecord(this.recordFolder, {
      id: this.id,
      config: this.prepared.config,
      environment: { ...(await describeEnvironment()), ...hubSources(this.prepared) },
      seconds: this.seconds(),
      ...ended,
      steps: this.steps,
      evaluation,
    });
    renameSync(this.recordFolder, this.target);
  }
}
