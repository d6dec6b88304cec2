/** Pretraining by its recipe, stage after stage, to the final parameters. It resumes after an interrupt. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { prepareBackend } from '../../../src/backend';
import { LabError } from '../../../src/errors';
import { makeFolder, removeTemporaries } from '../../../src/files';
import { stepSize } from '../../../src/ops/adamw';
import { withLock } from '../../../src/runs/lock';
import { Interrupted } from '../../../src/runs/surroundings';
import { derivedSeed } from '../../../src/text/random';
import { freshState, type Learner, type StepOutcome } from '../../../src/training/learner';
import { createLearner } from '../../../src/training/train';
import { type MaskedBatch, maskedSamples } from './batch';
import { type Checkpoint, readCheckpoint, writeCheckpoint } from './checkpoint';
import { added, meanOf, nothingPending } from './curve';
import { type HeldOutBatches, heldOutBatches, scoreHeldOut } from './evaluate';
import { languageModelling } from './objective';
import { learningRate, placeOf, type Recipe, totalSteps } from './recipe';
import type { SequenceMaker } from './sequences';
import type { HeldOutSources, TextSources } from './sources';
import { firstParameters, stacked } from './stack';
import { batchStream } from './stream';

/** The text of a run: the training text, the held-out text, and the conversion to ids. */
export interface PretrainingText {
  readonly maker: SequenceMaker;
  readonly train: TextSources;
  readonly heldOut: HeldOutSources;
  /** Changes when the text or the tokenizer changes. */
  readonly fingerprint: string;
}

/** The environment of a pretraining. It does not change the result. */
export interface PretrainingSurroundings {
  /** The folder of the checkpoint and the learning curve. */
  readonly folder: string;
  readonly signal?: AbortSignal;
  readonly say?: (line: string) => void;
  /** Called after every step; `tokens` and `seconds` count from the start of the whole run. */
  readonly onStep?: (checkpoint: Checkpoint, total: number) => void;
  readonly checkpointSeconds?: number;
}

const HELD_OUT_BATCHES = 8;

/** Trains the rest of a run and returns its last checkpoint. A stop writes a checkpoint and throws Interrupted. */
export async function pretrain(
  recipe: Recipe,
  text: PretrainingText,
  surroundings: PretrainingSurroundings,
): Promise<Checkpoint> {
  const { folder, say = console.log } = surroundings;
  makeFolder(folder);
  const wait = (first: boolean) => {
    if (first) say(`${folder} is in use by another process; waiting for it.`);
  };
  return withLock(join(folder, '.lock'), wait, async () => {
    removeTemporaries(folder);
    const from = readCheckpoint(folder, recipe, text.fingerprint);
    if (from) say(`continuing from step ${from.step} of ${totalSteps(recipe.stages)}.`);
    await prepareBackend(say, recipe.config.hidden_size);
    return new Pretraining(recipe, text, { ...surroundings, say }).finish(from ?? beginning(recipe));
  });
}

/** The current checkpoint of a run. Throws LabError if there is none. */
export function readPretraining(
  recipe: Recipe,
  text: Pick<PretrainingText, 'fingerprint'>,
  folder: string,
): Checkpoint {
  const found = existsSync(folder) ? readCheckpoint(folder, recipe, text.fingerprint) : null;
  if (found) return found;
  throw new LabError(
    `expected a checkpoint of a pretraining in ${folder}, found none; npm run pretrain makes one`,
  );
}

function beginning(recipe: Recipe): Checkpoint {
  const state = freshState(firstParameters(recipe));
  const { blocks } = recipe.stages[0];
  return { step: 0, blocks, tokens: 0, seconds: 0, pending: nothingPending, state, curve: [] };
}

class Pretraining {
  private readonly heldOut: HeldOutBatches;
  private readonly batchOf: (step: number) => MaskedBatch;
  private lastCheckpoint = performance.now();
  private lastStep = performance.now();

  constructor(
    private readonly recipe: Recipe,
    private readonly text: PretrainingText,
    private readonly surroundings: PretrainingSurroundings,
  ) {
    this.heldOut = heldOutBatches(recipe, text.maker, text.heldOut, HELD_OUT_BATCHES);
    this.batchOf = batchStream(recipe, text.maker, text.train);
  }

  /** Runs the remaining stages and writes the last checkpoint. */
  async finish(from: Checkpoint): Promise<Checkpoint> {
    const { stages } = this.recipe;
    let at = from;
    while (at.step < totalSteps(stages)) at = await this.stage(this.enter(at));
    if (at !== from) this.checkpoint(at);
    return at;
  }

  /** Stacks blocks if the next step belongs to a deeper stage; the optimizer's moments restart at zero. */
  private enter(at: Checkpoint): Checkpoint {
    const { stages } = this.recipe;
    const { stage, t } = placeOf(stages, at.step + 1);
    if (t > 1 || stage === 0) return at;
    const { blocks } = stages[stage];
    return { ...at, blocks, state: freshState(stacked(at.state.parameters, at.blocks, blocks)) };
  }

  private async stage(start: Checkpoint): Promise<Checkpoint> {
    const { config, stages, adam, maximumNorm, seed, dropout } = this.recipe;
    const { stage } = placeOf(stages, start.step + 1);
    const trained = { ...config, hidden_dropout_prob: dropout, attention_probs_dropout_prob: dropout };
    const objective = languageModelling(trained, start.blocks, maximumNorm);
    const learner = createLearner(objective, adam, start.state, maskedSamples());
    try {
      let at = start;
      for (let { t } = placeOf(stages, start.step + 1); t <= stages[stage].steps; t++) {
        const batch = this.batchOf(at.step + 1);
        const rate = learningRate(stages[stage], t);
        const dropoutSeed = derivedSeed(seed, 'dropout', at.step + 1);
        const outcome = await learner.step(batch, stepSize(adam, rate, t), dropoutSeed);
        at = await this.after(at, batch, rate, outcome, learner);
        await new Promise(setImmediate);
      }
      return { ...at, state: await learner.state() };
    } finally {
      learner.close();
    }
  }

  /** Records a step, evaluates and writes checkpoints when due, and stops when asked to. */
  private async after(
    before: Checkpoint,
    batch: MaskedBatch,
    rate: number,
    { losses: [loss, error] }: StepOutcome,
    learner: Learner<MaskedBatch>,
  ): Promise<Checkpoint> {
    const step = before.step + 1;
    if (!Number.isFinite(loss))
      throw new LabError(`pretraining diverged: the loss of step ${step} is ${loss}`);
    const tokens = before.tokens + batch.mask.reduce((sum, x) => sum + x, 0);
    let at = { ...before, step, tokens, pending: added(before.pending, loss, error) };
    at = await this.withRow(at, rate, learner);
    const now = performance.now();
    at = { ...at, seconds: before.seconds + (now - this.lastStep) / 1000 };
    this.lastStep = now;
    this.surroundings.onStep?.(at, totalSteps(this.recipe.stages));
    const { signal, checkpointSeconds = 180 } = this.surroundings;
    if (!signal?.aborted && now - this.lastCheckpoint < checkpointSeconds * 1000) return at;
    at = { ...at, state: await learner.state() };
    this.checkpoint(at);
    if (signal?.aborted) {
      throw new Interrupted(`interrupted after step ${step}; the next start continues there`);
    }
    return at;
  }

  private async withRow(at: Checkpoint, rate: number, learner: Learner<MaskedBatch>): Promise<Checkpoint> {
    const { rowEvery, evaluateEvery, config, stages } = this.recipe;
    const { step, blocks, tokens, seconds, pending, curve } = at;
    const evaluates = step % evaluateEvery === 0 || step === totalSteps(stages);
    if (step % rowEvery !== 0 && !evaluates) return at;
    const row = { step, blocks, tokens, seconds, learningRate: rate, ...meanOf(pending) };
    const heldOut = evaluates
      ? await scoreHeldOut(config, blocks, (await learner.state()).parameters, this.heldOut)
      : undefined;
    return { ...at, pending: nothingPending, curve: [...curve, heldOut ? { ...row, heldOut } : row] };
  }

  private checkpoint(at: Checkpoint): void {
    writeCheckpoint(this.surroundings.folder, this.recipe, this.text.fingerprint, at);
    this.lastCheckpoint = performance.now();
  }
}
