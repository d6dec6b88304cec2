/** Every method trains on every architecture, and parameters that blocks share have one gradient. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { exitGradients } from '../src/analysis/exitGradients';
import { parameterCounts } from '../src/analysis/parameters';
import { groupOf } from '../src/encoders/albert';
import { countedPositions } from '../src/encoders/roberta';
import { deviceTokens } from '../src/encoders/tokens';
import { linearExit, type MultiExit, parameterGroups, parameterShapes } from '../src/exits';
import { cosee, earlyExit, everyMethod, learningToExit, multiModel, sweet } from '../src/methods';
import { run } from '../src/runs/run';
import { gradientsOf, stepInputs } from '../src/training/step';
import type { Method } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { assertClose } from './support/close';
import {
  type CaseConfig,
  caseBatch,
  caseModel,
  caseParameters,
  encoderFixture,
  encoderOf,
} from './support/encoderCases';
import { caseFolder } from './support/encoderTraining';
import { fixturePath } from './support/fixtures';
import { temporaryFolder } from './support/store';

before(prepareTestBackend);

/** The first case of an architecture, for the texts of the small BERT's task. */
function textCase(architecture: string) {
  const [example] = encoderFixture(architecture).cases;
  return { ...example, config: { ...example.config, vocab_size: 97, max_position_embeddings: 41 } };
}

const few: readonly Method[] = [multiModel, learningToExit(sweet), cosee()];
const trained: Readonly<Record<string, readonly Method[]>> = {
  roberta: few,
  electra: few,
  distilbert: few,
  deberta: few,
  'deberta-v2': few,
  modernbert: few,
  albert: everyMethod.filter(({ name }) => !name.startsWith('cosee') || few.some((own) => own.name === name)),
};

describe('every method trains on an encoder', () => {
  for (const [architecture, methods] of Object.entries(trained))
    for (const method of methods)
      it(`${architecture}: ${method.title}`, async (test) => {
        const example = textCase(architecture);
        const { steps, evaluation } = await run(
          {
            ...{ method, task: 'rte', data: fixturePath('glue'), encoder: caseFolder(test, example) },
            ...{ exits: example.exits, pooling: 'cls', pooler: 'per-exit', maxLength: 40 },
            ...{ trainSize: 24, evalSize: 8, batch: 4, epochs: 1, learningRate: 1e-3, dropout: 0.1 },
          },
          { store: temporaryFolder(test), say: () => undefined },
        );
        assert.equal(steps.length, 6);
        assert.ok(
          steps.every(({ loss }) => loss.length === example.exits.length && loss.every(Number.isFinite)),
        );
        assert.ok(evaluation.logits.every(Number.isFinite));
      });
});

const fixture = encoderFixture('albert');
const named = (name: string) => {
  const found = fixture.cases.find((example) => example.name === name);
  assert.ok(found, name);
  return found;
};

describe('blocks that share their parameters', () => {
  it('are spread over groups by the full depth, also in a model cut at a lower depth', () => {
    const groups = (M: number, G: number) =>
      Array.from({ length: M }, (_, block) => groupOf(block, { num_hidden_layers: M, num_hidden_groups: G }));
    assert.deepEqual(groups(4, 1), [0, 0, 0, 0]);
    assert.deepEqual(groups(4, 3), [0, 0, 1, 2]);
    assert.deepEqual(groups(7, 3), [0, 0, 0, 1, 1, 2, 2]);
    const model = caseModel(named('albert-groups'));
    const own = Object.keys(parameterShapes(model)).flatMap((name) => /groups\.(\d)/.exec(name)?.[1] ?? []);
    assert.deepEqual([...new Set(own)], ['0', '1']);
  });

  it('have their parameters once, and each member of a Multi-Model its own', () => {
    const example = named('albert-groups');
    const [shared, separate] = [earlyExit, multiModel].map((method) => caseModel(example, method));
    const inLayers = (model: MultiExit) =>
      Object.keys(parameterShapes(model)).filter((name) => name.includes('albert_layers')).length;
    assert.deepEqual([inLayers(shared), inLayers(separate)], [4 * 16, (2 + 2 + 4) * 16]);
    const groups = parameterGroups(shared).filter(([name]) => name.includes('albert_layers'));
    assert.deepEqual(
      groups.map((names) => names.length),
      [2 * 16, 2 * 16],
    );
  });

  it('are measured for conflict once, with the gradients of all exits that reach them', async () => {
    const example = named('albert');
    const model = caseModel(example);
    const parameters = caseParameters(example, model);
    const batch = caseBatch(example, fixture);
    const matrix = model.encoder.measuredMatrix(0);
    const blocks = await exitGradients(model, earlyExit, parameters, batch);
    assert.deepEqual(
      blocks.map(({ depth, shape, exits }) => [depth, ...shape, exits.map((exit) => exit.depth)]),
      [[1, 20, 28, [1, 3, 5]]],
    );
    for (const [exit, { gradient }] of blocks[0].exits.entries()) {
      const direct = tf.tidy(() => {
        const total = ({ losses }: { losses: readonly tf.Scalar[] }) => losses[exit];
        const inputs = stepInputs(batch, 0);
        const { gradients } = gradientsOf({ model, method: earlyExit }, parameters, inputs, {
          total,
          names: [matrix],
        });
        return gradients[matrix].dataSync().slice();
      });
      assertClose(gradient, direct, 1e-6, `exit ${exit}`);
    }
    tf.dispose(Object.values(parameters));
  });

  it('are measured at the first exit of each group', async () => {
    const example = named('albert-wide-embeddings');
    const model = { ...caseModel(example), depths: [1, 2, 3, 4] };
    const parameters = caseParameters(example, model);
    const blocks = await exitGradients(model, earlyExit, parameters, caseBatch(example, fixture));
    assert.deepEqual(
      blocks.map(({ depth, exits }) => [depth, exits.length]),
      [
        [1, 4],
        [3, 2],
      ],
    );
    tf.dispose(Object.values(parameters));
  });

  it('have as many parameters as in Transformers, as encoders of other architectures do', () => {
    const sizes = { vocab_size: 30522, max_position_embeddings: 512, type_vocab_size: 2 };
    const base = {
      hidden_size: 768,
      num_hidden_layers: 12,
      num_attention_heads: 12,
      intermediate_size: 3072,
    };
    const small = {
      hidden_size: 256,
      num_hidden_layers: 12,
      num_attention_heads: 4,
      intermediate_size: 1024,
    };
    const roberta = { ...base, vocab_size: 50265, max_position_embeddings: 514, type_vocab_size: 1 };
    const distilbert = { dim: 768, n_layers: 6, n_heads: 12, hidden_dim: 3072 };
    const counts: readonly [CaseConfig, number][] = [
      [{ model_type: 'roberta', ...roberta }, 124_645_632],
      [{ model_type: 'electra', ...sizes, ...small }, 13_483_008 + 256 * 257],
      [{ model_type: 'distilbert', ...sizes, ...distilbert }, 66_362_880 + 768 * 769],
      [{ model_type: 'albert', ...sizes, ...base, vocab_size: 30000 }, 11_683_584],
    ];
    for (const [config, expected] of counts) {
      const encoder = encoderOf(config);
      const model = { encoder, depths: [encoder.depth], classes: 2, encoders: 'shared' as const };
      const wiring = { pooler: 'shared' as const, pooling: 'cls' as const, exit: linearExit };
      assert.equal(parameterCounts({ ...model, ...wiring }).backbone, expected, config.model_type);
    }
  });
});

describe('RoBERTa', () => {
  it('does not count a padding token within a text', () => {
    const positions = tf.tidy(() => {
      const ids = Int32Array.of(5, 2, 7, 9, 2, 8, 2, 2);
      const mask = Float32Array.of(1, 1, 1, 1, 1, 1, 0, 0);
      const tokens = deviceTokens({ size: 2, length: 4, ids, typeIds: new Int32Array(8), mask });
      return [...countedPositions(tokens, 2).dataSync()];
    });
    assert.deepEqual(positions, [3, 2, 4, 5, 2, 3]);
  });
});
