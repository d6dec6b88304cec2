/**
 * What the lab computes beyond what PyTorch's fixtures have: dropout, gates, segments, a model looked into, conflicting
 * gradients. Run as a program, it prints all of it in JSON, as computed on EARLY_EXIT_BACKEND.
 */
import { exitGradients } from '../../src/analysis/exitGradients';
import { berxit, cosee, earlyExit, learningToExit, multiModel, sweet } from '../../src/methods';
import type { RunOptions } from '../../src/runs/config';
import { run } from '../../src/runs/run';
import { openModel } from '../../src/runs/trained';
import { coseeSignals } from '../../src/signals';
import { segmentBackward } from '../../src/training/segments';
import type { Backward } from '../../src/training/step';
import type { Method, StepRecord } from '../../src/types';
import { fixturePath } from './fixtures';

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

/** Every method with dropout, an exit after every block for one of each kind; gates without and with dropout. */
export const works: readonly Work[] = [
  { name: 'early-exit', method: earlyExit, exits: every, dropout: 0.1 },
  { name: 'sweet', method: sweet, exits: every, dropout: 0.1 },
  { name: 'multi-model', method: multiModel, exits: few, dropout: 0.1 },
  { name: 'cosee', method: cosee({ signal: energy }), exits: every, dropout: 0.1 },
  { name: 'gates', method: learningToExit(earlyExit), exits: few, dropout: 0 },
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
  readonly gates: readonly number[];
}

/** Trains and evaluates one. */
export async function outcomeOf(work: Work, store: string): Promise<Outcome> {
  const quiet = { store, say: () => undefined, backward: work.backward };
  const { steps, evaluation } = await run(optionsOf(work), quiet);
  return { steps, logits: [...evaluation.logits], gates: [...(evaluation.gates ?? [])] };
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

async function main(store: string): Promise<void> {
  const outcomes: Record<string, Outcome> = {};
  for (const work of works) outcomes[work.name] = await outcomeOf(work, store);
  console.log(JSON.stringify({ outcomes, model: await lookInto(store) }));
}

if (require.main === module) void main(process.argv[2]);
