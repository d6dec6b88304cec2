/**
 * What the lab computes beyond what PyTorch's fixtures have: dropout, gates, segments, a model looked into, conflicting
 * gradients. Run as a program, it prints all of it in JSON, as computed on EARLY_EXIT_BACKEND.
 */
import * as tf from '@tensorflow/tfjs-core';
import { exitGradients } from '../../src/analysis/exitGradients';
import {
  berxit,
  calibrationLoss,
  contributingExits,
  cosee,
  earlyExit,
  exitLayers,
  hashingToExit,
  learningToExit,
  multiModel,
  sampleWeights,
  sweet,
} from '../../src/methods';
import { meanSquaredError } from '../../src/ops/squaredError';
import type { RunOptions } from '../../src/runs/config';
import { run } from '../../src/runs/run';
import { openModel } from '../../src/runs/trained';
import { coseeSignals } from '../../src/signals';
import { segmentBackward } from '../../src/training/segments';
import type { Backward } from '../../src/training/step';
import type { Method, StepRecord } from '../../src/types';
import { fixturePath } from './fixtures';
import { hostValues } from './hostValues';

const [energy] = coseeSignals;

/** One run of twenty steps. */
export interface Work {
  readonly name: string;
  readonly method: Method;
  readonly exits: readonly number[];
  readonly dropout: number;
  readonly backward?: Backward;
}

const few = [1, 3, 5];
const every = [1, 2, 3, 4, 5];

/** Every method with dropout and an exit after every block; gates without and with dropout, and the rarity of texts. */
export const works: readonly Work[] = [
  { name: 'early-exit', method: earlyExit, exits: every, dropout: 0.1 },
  { name: 'sweet', method: sweet, exits: every, dropout: 0.1 },
  { name: 'multi-model', method: multiModel, exits: every, dropout: 0.1 },
  { name: 'cosee', method: cosee({ signal: energy }), exits: every, dropout: 0.1 },
  { name: 'gates and rarity', method: hashingToExit(learningToExit(earlyExit)), exits: few, dropout: 0 },
  { name: 'gates under SWEET', method: learningToExit(sweet), exits: few, dropout: 0.1 },
  { name: 'BERxiT', method: berxit, exits: few, dropout: 0.1 },
  { name: 'segments', method: sweet, exits: few, dropout: 0.1, backward: segmentBackward },
];

const STEPS = 20;
const BATCH = 4;

const optionsOf = ({ method, exits, dropout }: Work): RunOptions => ({
  ...{ method, exits, dropout, task: 'rte', data: fixturePath('glue'), encoder: fixturePath('tiny-bert') },
  ...{ trainSize: STEPS * BATCH, batch: BATCH, epochs: 1, maxLength: 16, evalSize: 16, learningRate: 5e-4 },
});

/** What came of one run. */
export interface Outcome {
  readonly steps: readonly StepRecord[];
  readonly logits: readonly number[];
  readonly extras: readonly number[];
}

/** Trains and evaluates one. */
export async function outcomeOf(work: Work, store: string): Promise<Outcome> {
  const quiet = { store, say: () => undefined, backward: work.backward };
  const { steps, evaluation } = await run(optionsOf(work), quiet);
  const extras = Object.values(evaluation.extras ?? {}).flatMap(({ data }) => [...data]);
  return { steps, logits: [...evaluation.logits], extras };
}

/** A trained model looked into: what its exits say, and the gradients that conflict, by block and exit. */
export async function lookInto(store: string): Promise<{ said: number[]; gradients: number[][] }> {
  const work = works[0];
  const model = await openModel({ ...optionsOf(work), snapshots: [STEPS] }, STEPS, {
    store,
    say: () => undefined,
  });
  const { logits } = await model.evaluate(model.dataset.validation.slice(0, 6));
  const batch = model.trainingBatch(BATCH, 1);
  const blocks = await exitGradients(model.model, work.method, model.parameters, batch);
  model.close();
  return {
    said: [...logits],
    gradients: blocks.flatMap(({ exits }) => exits.map(({ gradient }) => [...gradient])),
  };
}

/** What losses and signals are made of, which PyTorch's fixtures have only inside a training step. */
const pieces: Readonly<Record<string, (x: tf.Tensor2D) => tf.Tensor>> = {
  ...Object.fromEntries(coseeSignals.map((signal) => [signal.name, (x) => signal.of(x)])),
  'squared error': (x) => meanSquaredError(tf.slice(x, [0, 0], [-1, 1]), tf.tensor1d([1, 0, 4, 2, 5])),
  calibration: (x) =>
    calibrationLoss(
      energy.exitsWhen,
      tf.reshape(energy.of(x), [1, 5]) as tf.Tensor2D,
      tf.tensor2d([[1, 0, 1, 1, 0]]),
      {
        ...{ margin: 0.3, average: contributingExits },
      },
    ),
  'sample weights': (x) => {
    const scores = tf.tensor2d([
      [0.1, 0.6],
      [0.3, 0.2],
    ]);
    const layers = exitLayers(energy.exitsWhen, scores, tf.tensor1d([0.15, 0.5, 0.9]));
    return tf.mul(sampleWeights(layers, 3, tf.scalar(4)), tf.mean(x));
  },
};

const pieceInput = [2, -1, 0.5, 0.5, -3, 4, 40, -40, 0, 1e-3];

/** Value and gradient of each piece. */
export async function pieceValues(): Promise<Record<string, number[][]>> {
  const entries = Object.entries(pieces).map(async ([name, piece]) => {
    const values = await hostValues(() => {
      const x = tf.tensor2d(pieceInput, [5, 2]);
      return [piece(x), tf.grad((x) => tf.sum(piece(x as tf.Tensor2D)))(x)];
    });
    return [name, values.map((found) => [...found])];
  });
  return Object.fromEntries(await Promise.all(entries));
}

async function main(store: string): Promise<void> {
  const outcomes: Record<string, Outcome> = {};
  for (const work of works) outcomes[work.name] = await outcomeOf(work, store);
  const model = await lookInto(store);
  console.log(JSON.stringify({ outcomes, model, pieces: await pieceValues() }));
}

if (require.main === module) void main(process.argv[2]);
