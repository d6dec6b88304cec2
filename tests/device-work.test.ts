/**
 * What PyTorch's fixtures do not have, dropout first, on a GPU's backend and on TensorFlow: masks of one seed are the
 * same on both, so that whole trajectories are.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { targetOf } from '../src/targets';
import { prepareTestBackend } from './support/backend';
import { start } from './support/cli';
import { assertClose, assertEachClose } from './support/close';
import { chooseDevice } from './support/device';
import { lookInto, type Outcome, outcomeOf, pieceValues, works } from './support/deviceWork';
import { assertSameStep, onDevice } from './support/reference';
import { temporaryFolder } from './support/store';

const skip = chooseDevice();

interface Told {
  readonly outcomes: Readonly<Record<string, Outcome>>;
  readonly model: Awaited<ReturnType<typeof lookInto>>;
  readonly pieces: Awaited<ReturnType<typeof pieceValues>>;
}

/** All of it on TensorFlow's processor kernels, in a process of its own. */
async function onTensorflow(store: string): Promise<Told> {
  const command = ['EARLY_EXIT_BACKEND=tensorflow', 'CUDA_VISIBLE_DEVICES=', process.execPath];
  const { code, stdout, stderr } = await start('env', [
    ...command,
    require.resolve('./support/deviceWork'),
    store,
  ]).ended;
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Told;
}

const predictions = (logits: readonly number[]) => targetOf(2).predictions(Float32Array.from(logits), 2);

describe('on the device as on TensorFlow', { skip }, () => {
  const [here, there] = [temporaryFolder({ after }), temporaryFolder({ after })];
  let expected: Told;

  before(async () => {
    await prepareTestBackend();
    expected = await onTensorflow(there);
  });

  for (const work of works) {
    it(`${work.name}, dropout ${work.dropout}: twenty steps, and what the exits then say`, async (test) => {
      const store = work.backward ? temporaryFolder(test) : here;
      const { steps, logits, extras } = await outcomeOf(work, store);
      const other = expected.outcomes[work.name];
      assert.equal(steps.length, 20);
      steps.forEach((step, i) => {
        assertSameStep(step, other.steps[i], onDevice);
      });
      assertEachClose(logits, other.logits, onDevice.logits, 'logits');
      assertEachClose(extras, other.extras, onDevice.logits, 'extras');
      assert.deepEqual(predictions(logits), predictions(other.logits));
    });
  }

  it('signals, calibration, weights of samples and the squared error, with their gradients', async () => {
    const found = await pieceValues();
    assert.deepEqual(Object.keys(found), Object.keys(expected.pieces));
    for (const [name, [value, gradient]] of Object.entries(expected.pieces)) {
      assertEachClose(found[name][0], value, { relative: 1e-4, absolute: 1e-6 }, name);
      assertEachClose(found[name][1], gradient, { relative: 1e-4, absolute: 1e-6 }, `gradient of ${name}`);
    }
  });

  it('a model that is opened and the gradients that conflict in it', async () => {
    const { said, gradients } = await lookInto(here);
    assertEachClose(said, expected.model.said, onDevice.logits, 'logits');
    assert.equal(gradients.length, 5 + 4 + 3 + 2);
    gradients.forEach((gradient, i) => {
      assertClose(gradient, expected.model.gradients[i], 1e-3, `gradient ${i}`);
    });
  });
});
