/** DeBERTa and ModernBERT: batches in parts, shared parameters, real configurations, and options of config.json. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { parameterCounts } from '../src/analysis/parameters';
import { logBucket, rowsOfDistances } from '../src/encoders/relativePositions';
import { deviceTokens } from '../src/encoders/tokens';
import { linearExit, type MultiExit, parameterGroups, runExits } from '../src/exits';
import { earlyExit, multiModel, sweet } from '../src/methods';
import { noDropout } from '../src/ops/dropout';
import { straight } from '../src/routes';
import { wholeBackward } from '../src/training/exitObjective';
import { segmentBackward } from '../src/training/segments';
import { type Backward, stepInputs } from '../src/training/step';
import type { Batch, Method } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { assertEachClose } from './support/close';
import { caseBatch, caseModel, caseParameters, encoderFixture, encoderOf } from './support/encoderCases';
import { refuses } from './support/files';
import { fixtureJson } from './support/fixtures';
import { hostGradients } from './support/hostGradients';

const caseOf = (architecture: string, name = architecture) => {
  const fixture = encoderFixture(architecture);
  const example = fixture.cases.find((each) => each.name === name);
  assert.ok(example, name);
  return { example, batch: caseBatch(example, fixture) };
};

const chosen: readonly [architecture: string, name: string][] = [
  ['deberta', 'deberta'],
  ['deberta-v2', 'deberta-v2-conv'],
  ['modernbert', 'modernbert'],
];

/** The first `size` examples. */
const first = ({ ids, typeIds, mask, labels, rows, length }: Batch, size: number): Batch => ({
  ...{ size, length, labels: labels.slice(0, size), rows: rows.slice(0, size) },
  ids: ids.slice(0, size * length),
  typeIds: typeIds.slice(0, size * length),
  mask: mask.slice(0, size * length),
});

before(prepareTestBackend);

/** Losses and gradients with dropout. */
function found(
  [architecture, name]: readonly [string, string],
  method: Method,
  backward: Backward,
  { parts = 1, size = 5 } = {},
) {
  const { example, batch } = caseOf(architecture, name);
  const plain = caseModel(example, method);
  const model: MultiExit = { ...plain, encoder: plain.encoder.withDropout(0.2) };
  const inputs = () => stepInputs(first(batch, size), 5, parts);
  return hostGradients(backward, { model, method }, caseParameters(example, model), inputs);
}

type Found = ReturnType<typeof found>;

function assertSame(actual: Found, expected: Found): void {
  assertEachClose(actual.losses, expected.losses, { relative: 1e-5 }, 'losses');
  assert.deepEqual(Object.keys(actual.gradients).sort(), Object.keys(expected.gradients).sort());
  const largest = Math.max(...Object.values(expected.gradients).flatMap((x) => [...x].map(Math.abs)));
  for (const [name, values] of Object.entries(expected.gradients))
    assertEachClose(actual.gradients[name], values, { absolute: 1e-5 * largest }, name);
}

describe('a batch in two parts has the losses and gradients of the whole, with dropout', () => {
  for (const of of chosen)
    for (const size of [5, 1])
      it(`${of[1]}: ${size} examples`, () => {
        const [whole, halves] = [1, 2].map((parts) => found(of, earlyExit, wholeBackward, { parts, size }));
        assertSame(halves, whole);
      });
});

describe('segments have the gradients of the whole, with dropout', () => {
  for (const of of chosen)
    for (const method of [sweet, multiModel])
      it(`${of[1]}: ${method.title}`, () => {
        assertSame(found(of, method, segmentBackward), found(of, method, wholeBackward));
      });
});

describe('parameters that all blocks read', () => {
  const shared = (architecture: string, name?: string, method: Method = earlyExit) =>
    parameterGroups(caseModel(caseOf(architecture, name).example, method)).filter((names) =>
      names.some((each) => /rel_embeddings|final_norm/.test(each)),
    );

  it('are a group of their own', () => {
    assert.deepEqual(shared('deberta'), [['encoder.rel_embeddings.weight']]);
    assert.deepEqual(shared('deberta-v2', 'deberta-v3'), [
      ['encoder.rel_embeddings.weight', 'encoder.LayerNorm.weight', 'encoder.LayerNorm.bias'],
    ]);
    assert.deepEqual(shared('modernbert'), [['final_norm.weight']]);
    assert.equal(shared('deberta', undefined, multiModel).length, 3);
  });

  it('get the gradient of every exit under SWEET', () => {
    for (const [architecture, name] of [
      ['deberta', 'encoder.rel_embeddings.weight'],
      ['modernbert', 'final_norm.weight'],
    ]) {
      const { example, batch } = caseOf(architecture);
      const model = caseModel(example);
      const parameters = caseParameters(example, model);
      const lengths = example.exits.map((_, exit) => {
        const alone: Method = { ...sweet, loss: ({ losses }) => losses[exit] };
        const { gradients } = hostGradients(
          wholeBackward,
          { model, method: alone },
          Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, tf.clone(value)])),
          () => stepInputs(batch, 0),
        );
        return Math.hypot(...gradients[name]);
      });
      tf.dispose(Object.values(parameters));
      assert.ok(
        lengths.every((length) => length > 1e-4),
        `${architecture}: ${lengths}`,
      );
    }
  });
});

describe('the pooler of DeBERTa', () => {
  it('drops out its input at a rate of its own', () => {
    const { config } = caseOf('deberta').example;
    const { pool, poolerShapes } = encoderOf({ ...config, pooler_dropout: 0.3 } as typeof config);
    const asked: unknown[] = [];
    const states = tf.tidy(() => {
      const p = Object.fromEntries(
        Object.entries(poolerShapes('pooler')).map(([name, shape]) => [name, tf.ones([...shape])]),
      );
      const none = pool(p, 'pooler', tf.ones([2, 20]), (rows, shape, rate) => {
        asked.push(rows, shape, rate);
        return tf.zeros([2, ...shape]);
      });
      return [...none.dataSync()];
    });
    assert.deepEqual(asked, ['examples', [20], 0.3]);
    assertEachClose(states, Array(40).fill(0.8413447), { absolute: 1e-6 }, 'GELU of the bias');
  });
});

describe('distances', () => {
  interface Buckets {
    readonly cases: readonly { buckets: number; most: number; largest: number; found: readonly number[] }[];
  }

  it('are in the buckets of Transformers', () => {
    for (const { buckets, most, largest, found } of fixtureJson<Buckets>('encoders/buckets.json').cases) {
      const bucket = logBucket(buckets, most);
      const own = found.map((_, i) => bucket(i - largest));
      assert.deepEqual(own, found, `${buckets} buckets`);
    }
  });

  it('beyond the table are at its ends', () => {
    const rows = rowsOfDistances({ positions: 4, span: 2, bucket: (distance) => distance });
    assert.deepEqual([...rows], [3, 3, 3, 3, 2, 1, 0, 0]);
  });

  it('do not depend on the length of the padding', async () => {
    const { example, batch } = caseOf('deberta-v2', 'deberta-v2-conv');
    const model = caseModel(example);
    const longer = 9;
    const wide = <T extends Int32Array | Float32Array>(values: T, zeros: T): T => {
      for (let row = 0; row < batch.size; row++)
        zeros.set(values.subarray(row * batch.length, (row + 1) * batch.length), row * longer);
      return zeros;
    };
    const padded: Batch = {
      ...{ ...batch, length: longer },
      ids: wide(batch.ids, new Int32Array(batch.size * longer)),
      typeIds: wide(batch.typeIds, new Int32Array(batch.size * longer)),
      mask: wide(batch.mask, new Float32Array(batch.size * longer)),
    };
    const parameters = caseParameters(example, model);
    const [short, long] = [batch, padded].map((given) =>
      tf.tidy(() => {
        const exits = runExits(model, straight, parameters, [deviceTokens(given)], noDropout(1));
        return [...(exits.at(-1)?.logits.dataSync() ?? [])];
      }),
    );
    tf.dispose(Object.values(parameters));
    assertEachClose(long, short, { absolute: 1e-6 }, 'logits');
  });
});

const debertaBase = {
  ...{
    model_type: 'deberta',
    attention_probs_dropout_prob: 0.1,
    hidden_act: 'gelu',
    hidden_dropout_prob: 0.1,
  },
  ...{ hidden_size: 768, initializer_range: 0.02, intermediate_size: 3072, max_position_embeddings: 512 },
  ...{ relative_attention: true, pos_att_type: 'c2p|p2c', layer_norm_eps: 1e-7, padding_idx: 0 },
  ...{ max_relative_positions: -1, position_biased_input: false, num_attention_heads: 12 },
  ...{ num_hidden_layers: 12, type_vocab_size: 0, vocab_size: 50265 },
};
const debertaV3Base = {
  ...{ ...debertaBase, model_type: 'deberta-v2', position_buckets: 256, norm_rel_ebd: 'layer_norm' },
  ...{ share_att_key: true, pos_att_type: 'p2c|c2p', vocab_size: 128100 },
};
const debertaV2XLarge = {
  ...{ ...debertaV3Base, attention_head_size: 64, conv_act: 'gelu', conv_kernel_size: 3 },
  ...{ hidden_size: 1536, intermediate_size: 6144, num_attention_heads: 24, num_hidden_layers: 24 },
};
const modernBertBase = {
  ...{ model_type: 'modernbert', vocab_size: 50368, hidden_size: 768, intermediate_size: 1152 },
  ...{
    num_hidden_layers: 22,
    num_attention_heads: 12,
    pad_token_id: 50283,
    position_embedding_type: 'absolute',
  },
  ...{ global_attn_every_n_layers: 3, global_rope_theta: 160000.0, local_rope_theta: 10000.0 },
  ...{ local_attention: 128, causal_mask: false, deterministic_flash_attn: false, sparse_prediction: false },
};

describe('the configurations of published checkpoints', () => {
  const counts: Readonly<Record<string, readonly [config: object, parameters: number]>> = {
    'deberta-base': [debertaBase, 138_601_728 + 768 * 769],
    'deberta-v3-base': [debertaV3Base, 183_831_552 + 768 * 769],
    'deberta-v2-xlarge': [debertaV2XLarge, 884_593_152 + 1536 * 1537],
    'ModernBERT-base': [modernBertBase, 149_014_272 + 768 * 769],
  };
  for (const [name, [config, expected]] of Object.entries(counts))
    it(`${name} has as many parameters as in Transformers, with a pooler`, () => {
      const encoder = encoderOf(config as typeof debertaBase);
      const counted = parameterCounts({
        ...{ encoder, depths: [encoder.depth], classes: 2, pooler: 'shared', pooling: 'cls' },
        ...{ encoders: 'shared', exit: linearExit },
      });
      assert.equal(counted.backbone, expected);
    });
});

describe('options that change the result', () => {
  const v1 = caseOf('deberta').example.config;
  const v2 = caseOf('deberta-v2', 'deberta-v2-conv').example.config;
  const modern = caseOf('modernbert').example.config;

  const refused: readonly [config: object, changes: object, ...says: string[]][] = [
    [v1, { is_decoder: true }, 'is_decoder'],
    [v1, { talking_head: true }, 'talking_head', 'got true'],
    [v1, { pos_att_type: 'c2p|p2p' }, 'pos_att_type', '"c2p" and "p2c"', 'got "c2p|p2p"'],
    [v1, { share_att_key: true }, 'share_att_key', 'deberta-v2'],
    [v1, { position_buckets: 256 }, 'position_buckets', 'deberta-v2'],
    [v1, { norm_rel_ebd: 'layer_norm' }, 'norm_rel_ebd', 'deberta-v2'],
    [v1, { conv_kernel_size: 3 }, 'conv_kernel_size', 'deberta-v2'],
    [v1, { pooler_hidden_size: 10 }, 'pooler_hidden_size', '20', 'got 10'],
    [v1, { relative_attention: 'yes' }, 'relative_attention', 'true or false'],
    [v1, { num_attention_heads: 3 }, 'num_attention_heads', '20 and 3'],
    [v2, { norm_rel_ebd: 'batch_norm' }, 'norm_rel_ebd', '"layer_norm"'],
    [v2, { attention_head_size: 3 }, 'attention_head_size', 'to be 4', 'got 3'],
    [v2, { position_buckets: 1 }, 'position_buckets', 'got 1'],
    [v2, { position_buckets: 16, max_relative_positions: 9 }, 'position_buckets', 'below 8', 'got 16'],
    [v2, { conv_kernel_size: 4 }, 'conv_kernel_size', 'odd', 'got 4'],
    [v2, { conv_groups: 5 }, 'conv_groups', '5 and 12'],
    [v2, { conv_act: 'prelu' }, 'conv_act', 'got "prelu"'],
    [modern, { causal_mask: true }, 'causal_mask'],
    [modern, { rope_scaling: { type: 'linear' } }, 'rope_scaling'],
    [modern, { rope_parameters: { full_attention: { rope_type: 'yarn' } } }, 'full_attention', 'got "yarn"'],
    [modern, { rope_parameters: 7 }, 'rope_parameters', 'got 7'],
    [modern, { layer_types: ['full_attention'] }, 'layer_types', '5 blocks', 'got 1'],
    [modern, { layer_types: ['full_attention', 'chunked_attention'] }, 'layer_types', 'chunked_attention'],
    [modern, { classifier_pooling: 'max' }, 'classifier_pooling', '"cls" or "mean"'],
    [modern, { num_attention_heads: 4 }, 'even width', 'got 5'],
    [modern, { head_dim: 8 }, 'head_dim', 'to be 4'],
    [modern, { local_attention: 0 }, 'local_attention', 'got 0'],
    [modern, { global_rope_theta: 0 }, 'global_rope_theta', 'above 0'],
  ];
  for (const [config, changes, ...says] of refused)
    it(`${JSON.stringify(changes)} is refused`, () => {
      refuses(() => encoderOf({ ...config, ...changes } as typeof v1), 'config.json', ...says);
    });

  const accepted: readonly [config: object, changes: object][] = [
    [v1, { talking_head: false, position_buckets: -1, norm_rel_ebd: 'none', conv_kernel_size: 0 }],
    [v1, { cls_dropout: null, pooler_hidden_size: 20, legacy: false, max_relative_positions: null }],
    [v2, { position_buckets: -1, norm_rel_ebd: 'none', pos_att_type: null }],
    [modern, { rope_scaling: null, position_embedding_type: 'absolute', rope_parameters: null }],
  ];
  for (const [config, changes] of accepted)
    it(`harmless ${Object.keys(changes).join(', ')} are accepted`, () => {
      assert.ok(encoderOf({ ...config, ...changes } as typeof v1));
    });

  it('the pooling of ModernBERT is that of its configuration', () => {
    assert.equal(encoderOf(modern).pooling, 'cls');
    assert.equal(encoderOf({ ...modern, classifier_pooling: 'mean' } as typeof modern).pooling, 'mean');
  });
});
