import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { deviceTokens } from '../../../src/encoders/tokens';
import { runExits } from '../../../src/exits';
import { noDropout } from '../../../src/ops/dropout';
import { straight } from '../../../src/routes';
import type { ExitOutput } from '../../../src/types';
import { assertClose, assertEachClose } from '../close';
import { fixtureTensors } from '../fixtures';
import { hostValues } from '../hostValues';
import { tinyBatch, tinyExits, tinyModel, tinyParameters, type Wiring } from '../tinyBert';

const shared: Wiring = { pooling: 'cls', pooler: 'shared' };

/** What the exits of the small BERT say of six examples, as `read` picks it from each. */
const exitValues = (wiring: Wiring, read: (exit: ExitOutput) => Tensor2D) =>
  hostValues(() => {
    const model = tinyModel(wiring);
    const parts = [deviceTokens(tinyBatch(6))];
    return runExits(model, straight, tinyParameters(model), parts, noDropout(parts.length)).map(read);
  });

/** Tests of a forward pass against Hugging Face Transformers, to `rounding`. */
export function itMatchesEncoder(rounding: number): void {
  const stored = fixtureTensors('tiny-forward.safetensors');
  const expected = (name: string) => stored.floats(name).data;

  it('reads the same batch', () => {
    const { ids, typeIds, mask } = tinyBatch(6);
    assert.deepEqual(ids, stored.integers('ids').data);
    assert.deepEqual(typeIds, stored.integers('types').data);
    assert.deepEqual([...mask], [...stored.integers('mask').data]);
  });

  it('hidden states of real tokens after the embeddings and after every block', async () => {
    const model = tinyModel(shared);
    const batch = tinyBatch(6);
    const real = (values: ArrayLike<number>) =>
      Array.from(values).filter((_, i) => batch.mask[Math.floor(i / model.encoder.width)] === 1);
    const states = await hostValues(() => {
      const p = tinyParameters(model);
      const bound = model.encoder.bind(deviceTokens(batch));
      const [masks] = noDropout(1).parts;
      const states: Tensor2D[] = [bound.embed(p, masks)];
      for (let i = 0; i < 5; i++) states.push(bound.block(p, i, states[i], masks));
      return states;
    });
    states.forEach((state, depth) => {
      assertClose(state, real(expected(`hidden.${depth}`)), rounding, `depth ${depth}`);
    });
  });

  it('pooled outputs, means over real tokens and logits of every exit', async () => {
    const pooled = await exitValues(shared, ({ features }) => features);
    const logits = await exitValues(shared, ({ logits }) => logits);
    const means = await exitValues({ pooling: 'mean', pooler: 'none' }, ({ features }) => features);
    tinyExits.forEach((depth, i) => {
      assertClose(pooled[i], expected(`features.${i}`), rounding, `pooled at exit ${i}`);
      assertEachClose(logits[i], expected(`logits.${i}`), { absolute: rounding }, `logits of exit ${i}`);
      assertClose(means[i], expected(`mean.${depth}`), rounding, `mean at depth ${depth}`);
    });
  });
}
