import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { block, embed, padded } from '../src/encoders/bert';
import { deviceTokens } from '../src/encoders/tokens';
import { runExits } from '../src/exits';
import { noDropout } from '../src/ops/dropout';
import type { ExitOutput } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { assertClose, assertEachClose } from './support/close';
import { fixtureTensors } from './support/fixtures';
import { tinyBatch, tinyModel, tinyParameters, type Wiring } from './support/tinyBert';

const ROUNDING = 5e-6;
const shared: Wiring = { pooling: 'cls', pooler: 'shared' };

describe('a small BERT against Hugging Face Transformers', () => {
  const stored = fixtureTensors('tiny-forward.safetensors');
  const expected = (name: string) => stored.floats(name).data;
  before(prepareTestBackend);

  it('reads the same batch', () => {
    const { ids, typeIds, mask } = tinyBatch(6);
    assert.deepEqual(ids, stored.integers('ids').data);
    assert.deepEqual(typeIds, stored.integers('types').data);
    assert.deepEqual([...mask], [...stored.integers('mask').data]);
  });

  it('hidden states of real tokens after the embeddings and after every block', () => {
    const model = tinyModel(shared);
    const batch = tinyBatch(6);
    tf.tidy(() => {
      const p = tinyParameters(model);
      const real = (values: ArrayLike<number>) =>
        Array.from(values).filter((_, i) => batch.mask[Math.floor(i / model.config.hidden_size)] === 1);
      const tokens = padded(deviceTokens(batch));
      const [masks] = noDropout(1).parts;
      let hidden: Tensor2D = embed(p, tokens, model.config, masks);
      for (let depth = 0; depth <= 5; depth++) {
        if (depth > 0) hidden = block(p, depth - 1, hidden, tokens, model.config, masks);
        assertClose(hidden.dataSync(), real(expected(`hidden.${depth}`)), ROUNDING, `depth ${depth}`);
      }
    });
  });

  it('pooled outputs, means over real tokens and logits of every exit', () => {
    const check = (wiring: Wiring, compare: (exits: ExitOutput[]) => void) =>
      tf.tidy(() => {
        const model = tinyModel(wiring);
        const parts = [deviceTokens(tinyBatch(6))];
        compare(runExits(model, tinyParameters(model), parts, (hidden) => hidden, noDropout(parts.length)));
      });
    check(shared, (exits) => {
      exits.forEach(({ features, logits }, i) => {
        assertClose(features.dataSync(), expected(`features.${i}`), ROUNDING, `pooled at exit ${i}`);
        assertEachClose(
          logits.dataSync(),
          expected(`logits.${i}`),
          { absolute: 5e-6 },
          `logits of exit ${i}`,
        );
      });
    });
    check({ pooling: 'mean', pooler: 'none' }, (exits) => {
      for (const { depth, features } of exits) {
        assertClose(features.dataSync(), expected(`mean.${depth}`), ROUNDING, `mean at depth ${depth}`);
      }
    });
  });
});
