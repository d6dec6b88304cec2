import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { MaskedBatch } from '../data/making/pretrain/batch';
import { languageModelling, type MaskedFeeds } from '../data/making/pretrain/objective';
import { type AdamW, biasesAndNorms, stepSize } from '../src/ops/adamw';
import { tensorflow } from '../src/ops/tensorflow';
import { CapturedLearner } from '../src/training/captured';
import { EagerLearner } from '../src/training/eager';
import { freshState, type Learner } from '../src/training/learner';
import { prepareTestBackend } from './support/backend';
import { assertEachClose } from './support/close';
import { fixtureJson, fixtureTensors } from './support/fixtures';
import { tinyConfig } from './support/tinyBert';

interface Reference {
  readonly adam: AdamW;
  readonly size: number;
  readonly length: number;
  readonly batches: readonly Record<'ids' | 'typeIds' | 'mask' | 'slots' | 'labels' | 'weights', number[]>[];
  readonly steps: readonly {
    readonly losses: readonly number[];
    readonly norm: number;
    readonly learningRate: number;
  }[];
}

const reference = fixtureJson<Reference>('pretraining.json');
const adam = { ...reference.adam, spares: biasesAndNorms };

const batches = reference.batches.map(({ ids, typeIds, mask, slots, labels, weights }): MaskedBatch => {
  const { size, length } = reference;
  const integers = { ids, typeIds, slots, labels };
  const [i, t, s, l] = Object.values(integers).map((values) => Int32Array.from(values));
  const [m, w] = [mask, weights].map((values) => Float32Array.from(values));
  return { size, length, ids: i, typeIds: t, slots: s, labels: l, mask: m, weights: w };
});

function objective() {
  const config = tinyConfig();
  const still = { ...config, hidden_dropout_prob: 0, attention_probs_dropout_prob: 0 };
  return languageModelling(still, config.num_hidden_layers, 1);
}

function start() {
  const stored = fixtureTensors('pretraining.safetensors');
  const names = Object.keys(objective().shapes);
  return freshState(Object.fromEntries(names.map((name) => [name, stored.floats(name).data])));
}

const learners = {
  eager: () => new EagerLearner<MaskedBatch, MaskedFeeds>(objective(), adam, start()),
  captured: () => {
    const backend = tensorflow();
    return backend && new CapturedLearner(backend, objective(), adam, start(), [batches[0]]);
  },
};

async function follow(learner: Learner<MaskedBatch>): Promise<void> {
  for (const [i, { losses, norm, learningRate }] of reference.steps.entries()) {
    const t = i + 1;
    const outcome = await learner.step(batches[i], stepSize(adam, learningRate, t), 0);
    assertEachClose(outcome.losses, losses, { relative: 2e-5 }, `losses of step ${t}`);
    assertEachClose(outcome.norms, [norm], { relative: 1e-4 }, `norm of step ${t}`);
  }
}

describe('masked-language modelling follows PyTorch and BertForMaskedLM', () => {
  before(prepareTestBackend);

  for (const [name, create] of Object.entries(learners)) {
    it(`${name}: losses, error rates and norms of ${reference.steps.length} steps`, async (test) => {
      const learner = create();
      if (!learner) return test.skip('steps are captured on TensorFlow alone');
      await follow(learner);
      learner.close();
    });
  }

  it('has a parameter for every one of BertForMaskedLM, and no other', () => {
    const stored = fixtureTensors('pretraining.safetensors').names;
    assert.deepEqual(
      Object.keys(objective().shapes).sort(),
      stored.filter((name) => !name.startsWith('pooler')).sort(),
    );
  });
});
