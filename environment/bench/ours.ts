import { architectures } from '../../src/encoders/architectures';
import { bertBase } from '../../src/encoders/bertBase';
import { ConfigFile } from '../../src/encoders/config';
import { LabError } from '../../src/errors';
import { linearExit, type MultiExit } from '../../src/exits';
import { earlyExit } from '../../src/methods';
import { stepSize, sweetAdamW } from '../../src/ops/adamw';
import { randomParameters } from '../../src/plan/randomParameters';
import { type Random, seededRandom } from '../../src/text/random';
import { exitObjective, wholeBackward } from '../../src/training/exitObjective';
import { freshState, type Learner } from '../../src/training/learner';
import { sampleBatches, withSchedule } from '../../src/training/plan';
import type { Backward } from '../../src/training/step';
import { createLearner } from '../../src/training/train';
import type { Batch, Encoder, Method } from '../../src/types';
import type { BenchSize } from './sizes';
import type { Side } from './turns';

const LEARNING_RATE = 5e-5;
const BATCHES = 8;

/** The lab's step on the current backend. The default is Early-Exit's step with one backward pass. */
export function ourSide(
  size: BenchSize,
  method: Method = earlyExit,
  backward: Backward = wholeBackward,
): Side {
  const model = modelOf(size);
  const random = seededRandom(1);
  const scheduled = (batch: Batch, i: number): Batch => {
    const step = { t: i + 1, steps: BATCHES, stepsPerEpoch: BATCHES, exits: size.exits.length, seed: 1 };
    return withSchedule(batch, method.schedule, step, []);
  };
  const batches = Array.from({ length: BATCHES }, (_, i) => scheduled(randomBatch(size, random), i));
  const state = freshState(randomParameters(model, random));
  const objective = exitObjective({ model, method, maximumNorm: 1 }, backward);
  const learner = createLearner(objective, sweetAdamW, state, sampleBatches().map(scheduled));
  let done = 0;
  return {
    async steps(count) {
      const seconds: number[] = [];
      for (let i = 0; i < count; i++) seconds.push(await timedStep(learner, batches[done % BATCHES], ++done));
      return seconds;
    },
    close: () => learner.close(),
  };
}

async function timedStep(learner: Learner<Batch>, batch: Batch, t: number): Promise<number> {
  const start = performance.now();
  await learner.step(batch, stepSize(sweetAdamW, LEARNING_RATE, t), t);
  return (performance.now() - start) / 1000;
}

/** The encoder of the bench, as a config.json describes it. */
function encoderOf({ hidden, heads, intermediate, blocks, vocabulary, config }: BenchSize): Encoder {
  const fields = {
    ...bertBase,
    model_type: 'bert',
    ...config,
    vocab_size: vocabulary,
    hidden_size: hidden,
    num_hidden_layers: blocks,
    num_attention_heads: heads,
    intermediate_size: intermediate,
  };
  const architecture = architectures().find(({ name }) => name === fields.model_type);
  if (architecture) return architecture.open(new ConfigFile('the bench', fields));
  throw new LabError(`expected an architecture of the lab, got '${fields.model_type}'`);
}

/** The model of the bench, without parameters. */
export function modelOf(size: BenchSize): MultiExit {
  return {
    encoder: encoderOf(size),
    ...{
      depths: size.exits,
      classes: 2,
      pooler: 'shared',
      pooling: 'cls',
      encoders: 'shared',
      exit: linearExit,
    },
  };
}

function randomBatch({ batch, tokens, vocabulary }: BenchSize, random: Random): Batch {
  const count = batch * tokens;
  return {
    size: batch,
    length: tokens,
    ids: Int32Array.from({ length: count }, () => 1000 + random.integer(vocabulary - 1000)),
    typeIds: new Int32Array(count),
    mask: new Float32Array(count).fill(1),
    labels: Float32Array.from({ length: batch }, () => random.integer(2)),
    rows: Int32Array.from({ length: batch }, (_, i) => i),
  };
}
