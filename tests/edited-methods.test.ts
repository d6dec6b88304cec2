/** A method that is edited, or spread under its old name: its runs are its own. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Scalar } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { openRecords } from '../src/experiments/records';
import { earlyExit } from '../src/methods';
import { run } from '../src/runs/run';
import type { Progress } from '../src/runs/surroundings';
import type { Method } from '../src/types';
import { refusesLater } from './support/files';
import { smallRun } from './support/smallRun';
import { temporaryFolder } from './support/store';

const quiet = { say: () => undefined, onProgress: () => undefined };

/** Trains or reads the run of a method, and tells its id and last losses. */
async function trained(method: Method, store: string) {
  const { id, config, steps } = await run(smallRun(method), { ...quiet, store });
  return { id, method: config.method, last: steps[steps.length - 1].loss };
}

const scaled =
  (factor: number): Method['loss'] =>
  ({ losses }) =>
    tf.mul<Scalar>(factor, tf.addN([...losses]));

describe('an edited method', () => {
  it('is trained anew, and the old code gets its old record back', async (t) => {
    const store = temporaryFolder(t);
    const mine = { ...earlyExit, name: 'mine' };
    const first = await trained({ ...mine, loss: scaled(1) }, store);
    const edited = await trained({ ...mine, loss: scaled(-1) }, store);
    assert.notEqual(edited.id, first.id);
    assert.notDeepEqual(edited.last, first.last);
    assert.deepEqual(await trained({ ...mine, loss: scaled(1) }, store), first);
  });

  it("under the lab's name does not take the place of the lab's, whichever comes first", async (t) => {
    for (const order of [
      [earlyExit, { ...earlyExit, loss: scaled(0.5) }],
      [{ ...earlyExit, loss: scaled(0.5) }, earlyExit],
    ]) {
      const store = temporaryFolder(t);
      const seen = [await trained(order[0], store), await trained(order[1], store)];
      const [labs, own] = order[0] === earlyExit ? seen : seen.reverse();
      assert.equal(labs.method, 'early-exit');
      assert.match(labs.id, /^early-exit-rte-/);
      assert.match(own.method, /^early-exit-[0-9a-f]{6}$/);
      const source = openRecords({ store });
      for (const [i, method] of order.entries())
        assert.equal(
          source.find(smallRun(method)).run?.id,
          (order[0] === earlyExit ? [labs, own] : [own, labs])[i].id,
        );
      assert.equal(source.find(smallRun({ ...earlyExit, loss: scaled(0.25) })).run, null);
    }
  });

  it('that computes something else each time is refused before it trains', async (t) => {
    const store = temporaryFolder(t);
    let calls = 0;
    const counting: Method = {
      ...earlyExit,
      name: 'counting',
      loss: ({ losses }) => tf.mul(losses[0], calls++),
    };
    await refusesLater(
      run(smallRun(counting), { ...quiet, store }),
      'counting: expected a loss and a schedule that depend on their arguments only, got two results for the same small problem',
    );
    assert.deepEqual(readdirSync(store), []);
  });

  it('whose loss reads what changes while it trains is refused, and nothing of the run is kept', async (t) => {
    for (const changed of [1, 3]) {
      const store = temporaryFolder(t);
      let weight = 1;
      const following: Method = {
        ...earlyExit,
        name: 'following',
        loss: ({ losses }) => tf.mul(losses[0], weight),
      };
      const onProgress = ({ step }: Progress) => {
        if (step === changed) weight = 2;
      };
      const options = { ...smallRun(following), snapshots: [1, 2] };
      const asked = run(options, { ...quiet, store, onProgress, checkpointSeconds: 0 });
      await refusesLater(
        asked,
        'following: expected a loss and a schedule that depend on their arguments only',
      );
      assert.deepEqual(readdirSync(join(store, '.unfinished')), []);
      assert.ok(!readdirSync(store).some((name) => name.startsWith('following')));
    }
  });

  it('whose loss reads what its schedule keeps is refused before it trains', async (t) => {
    const store = temporaryFolder(t);
    let step = 1;
    const keeping: Method = {
      ...earlyExit,
      name: 'keeping',
      schedule: ({ t }) => {
        step = t;
        return [1];
      },
      loss: ({ losses }) => tf.mul(losses[0], step),
    };
    const words =
      'keeping: expected a loss and a schedule that depend on their arguments only, got two results for the same small problem';
    await refusesLater(run(smallRun(keeping), { ...quiet, store }), words);
  });
});
