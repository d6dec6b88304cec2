/** Runs of several stages and alternating steps: where they are cut off makes no difference; what is frozen stays. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { openSafetensors } from '../src/encoders/safetensors';
import type { TensorFile } from '../src/encoders/tensorFile';
import {
  berxit,
  berxitAlternate,
  cagrad,
  consistentEe,
  deebert,
  dynExit,
  earlyExit,
  fastBert,
  gamlBert,
  gpfee,
  leeBert,
  palbert,
} from '../src/methods';
import type { RunOptions } from '../src/runs/config';
import { snapshotFile } from '../src/runs/record';
import { run } from '../src/runs/run';
import { Interrupted, type Progress } from '../src/runs/surroundings';
import { stagesOf } from '../src/training/stages';
import type { LossInputs, Method, RunRecord } from '../src/types';
import { smallRun } from './support/smallRun';
import { temporaryFolder } from './support/store';

/** Four steps, then four. The second stage has a loss, a schedule, a rate and a start of its own. */
const staged: Method = {
  ...earlyExit,
  name: 'staged',
  stages: [
    { name: 'encoder and last exit', share: 1, trains: ({ exit }) => exit === null || exit === 2 },
    {
      name: 'other exits',
      share: 1,
      trains: ({ exit }) => exit !== null && exit < 2,
      startsFrom: ({ name }) => name.replace(/^exits\.0\./, 'exits.2.'),
      learningRate: 1e-2,
      schedule: ({ t }, before) => [t + before.length, before.at(-1)?.loss[0] ?? 0.5],
      loss: ({ losses, schedule }) =>
        losses[0]
          .mul(schedule?.sum() ?? 0)
          .add(losses[1])
          .asScalar(),
    },
  ],
};

/**
 * Four steps, then two, then two. The second stage remembers the smallest logit of each example at its start, and the
 * third still has what the second remembers.
 */
const remembering: Method = {
  ...earlyExit,
  name: 'remembering',
  stages: [
    { name: 'as usual', share: 2 },
    {
      name: 'remembering',
      share: 1,
      remembers: ({ labels, logits, classes }) =>
        Array.from(labels, (_, n) => Math.min(...logits.subarray(n * classes, (n + 1) * classes))),
      loss: ofMemory,
    },
    { name: 'going on', share: 1, loss: ofMemory },
  ],
};

/** The losses of the examples, weighted by what is remembered of them. */
function ofMemory({ perExample, memory, note }: LossInputs): tf.Scalar {
  if (!memory) throw new Error('nothing is remembered');
  note('remembered', tf.sum(memory));
  return tf.mean(tf.mul(perExample, tf.square(memory)));
}

const [STEPS, FIRST] = [8, 4];
const optionsOf = (method: Method): RunOptions => ({
  ...smallRun(method),
  epochs: 2,
  learningRate: 1e-3,
  snapshots: Array.from({ length: STEPS }, (_, i) => i + 1),
});

/** Trains until so many steps are taken, and stops there. */
async function stopAt(options: RunOptions, store: string, stop: number): Promise<void> {
  const stopping = new AbortController();
  const onProgress = ({ step, label }: Progress) => {
    if (step === stop && !label.includes('evaluation')) stopping.abort();
  };
  const asked = run(options, { ...{ store, onProgress, say: () => undefined }, signal: stopping.signal });
  await assert.rejects(asked, (error) => {
    assert.ok(error instanceof Interrupted, String(error));
    assert.match(error.message, new RegExp(`after step ${stop} of ${STEPS}`));
    return true;
  });
}

const finish = async (options: RunOptions, store: string, from: number): Promise<RunRecord> => {
  const said: string[] = [];
  const record = await run(options, { store, onProgress: () => undefined, say: (line) => said.push(line) });
  assert.ok(
    said.some((line) => line.includes(`going on from step ${from} of ${STEPS}`)),
    said.join('\n'),
  );
  return record;
};

/** Every file of a record whose bytes must be the same. */
const bytesOf = ({ folder }: RunRecord): Record<string, string> =>
  Object.fromEntries(
    [
      'steps.jsonl',
      'evaluation.safetensors',
      `weights-${FIRST}.safetensors`,
      `weights-${STEPS}.safetensors`,
    ].map((name) => [name, readFileSync(join(folder, name)).toString('base64')]),
  );

describe('a run of two stages', () => {
  const store = temporaryFolder({ after });
  let whole: RunRecord;
  let weights: (step: number) => TensorFile;

  before(async () => {
    whole = await run(optionsOf(staged), { store, say: () => undefined, onProgress: () => undefined });
    weights = (step) => openSafetensors(snapshotFile(whole.folder, step));
  });

  const changes = (from: number, to: number) =>
    weights(to).names.filter((name) => {
      const [before, now] = [from, to].map((step) => weights(step).floats(name).data);
      return now.some((x, i) => !Object.is(x, before[i]));
    });

  for (const stop of [2, FIRST, FIRST + 1, 6])
    it(`that is cut off after step ${stop} ends bit for bit as one that was not`, async (t) => {
      const own = temporaryFolder(t);
      await stopAt(optionsOf(staged), own, stop);
      const record = await finish(optionsOf(staged), own, stop);
      assert.equal(record.id, whole.id);
      assert.deepEqual(bytesOf(record), bytesOf(whole));
    });

  it('that is cut off in each stage and between them ends so, too', async (t) => {
    const own = temporaryFolder(t);
    for (const stop of [1, FIRST, 7]) await stopAt(optionsOf(staged), own, stop);
    assert.deepEqual(bytesOf(await finish(optionsOf(staged), own, 7)), bytesOf(whole));
  });

  it('moves what a stage trains, at each of its steps, and nothing else', () => {
    const isSecond = (name: string) => /^exits\.[01]\./.test(name);
    for (let step = 2; step <= FIRST; step++) {
      const moved = changes(step - 1, step);
      assert.ok(moved.length > 50 && !moved.some(isSecond), `step ${step}: ${moved.filter(isSecond)}`);
    }
    for (let step = FIRST + 2; step <= STEPS; step++) {
      const moved = changes(step - 1, step);
      assert.deepEqual(moved.sort(), ['exits.0.bias', 'exits.0.weight', 'exits.1.bias', 'exits.1.weight']);
    }
  });

  it('begins the second stage from the copies that it says, with its own rate', () => {
    const [trained, first] = [FIRST, FIRST + 1].map((step) => weights(step));
    const last = trained.floats('exits.2.weight').data;
    const found = first.floats('exits.0.weight').data;
    const apart = found.map((x, i) => Math.abs(x - last[i]));
    const rate = 1e-2;
    // A first step of Adam is the rate, to rounding, wherever the gradient is not small.
    assert.ok(Math.max(...apart) <= 1.01 * rate && Math.max(...apart) > 0.9 * rate, `${Math.max(...apart)}`);
    assert.deepEqual(
      whole.steps.map(({ learningRate }) => learningRate),
      [1e-3, 7.5e-4, 5e-4, 2.5e-4, 1e-2, 7.5e-3, 5e-3, 2.5e-3],
    );
  });

  it('keeps no moments in its checkpoint for what is frozen', async (t) => {
    const own = temporaryFolder(t);
    const momentsAt = async (stop: number) => {
      await stopAt(optionsOf(staged), own, stop);
      const { names } = openSafetensors(join(own, '.unfinished', whole.id, 'checkpoint.safetensors'));
      const of = (part: string) =>
        names.filter((name) => name.startsWith(`${part}/`)).map((name) => name.slice(part.length + 1));
      assert.deepEqual(of('m').sort(), of('v').sort());
      assert.deepEqual(of('parameters').sort(), [...weights(1).names].sort());
      return of('m');
    };
    const early = await momentsAt(3);
    assert.ok(early.length > 50 && !early.some((name) => /^exits\.[01]\./.test(name)));
    const late = await momentsAt(FIRST + 2);
    assert.deepEqual(late.sort(), ['exits.0.bias', 'exits.0.weight', 'exits.1.bias', 'exits.1.weight']);
  });
});

/** Methods of alternating steps, of one stage and of two, with schedules and with gradients that are combined. */
const cutOff = [
  ...[berxit, berxitAlternate, palbert(), gpfee()],
  ...[fastBert(), dynExit(), gamlBert(), cagrad(), leeBert()],
];

describe('a run that is cut off after an odd and after an even step', () => {
  for (const method of cutOff)
    it(`of ${method.title} ends bit for bit as one that was not`, async (t) => {
      const [undisturbed, own] = [temporaryFolder(t), temporaryFolder(t)];
      const quiet = { say: () => undefined, onProgress: () => undefined };
      const whole = await run(optionsOf(method), { store: undisturbed, ...quiet });
      for (const stop of [3, 6]) await stopAt(optionsOf(method), own, stop);
      assert.deepEqual(bytesOf(await finish(optionsOf(method), own, 6)), bytesOf(whole));
    });
});

for (const method of [remembering, consistentEe()])
  describe(`a run of '${method.name}', which remembers its training examples`, () => {
    const store = temporaryFolder({ after });
    const quiet = { say: () => undefined, onProgress: () => undefined };
    let whole: RunRecord;

    before(async () => {
      whole = await run(optionsOf(method), { store, ...quiet });
    });

    it('ends bit for bit as without a stop, wherever it is cut off', async (t) => {
      for (const stops of [
        [FIRST, 6],
        [FIRST + 1, 7],
      ]) {
        const own = temporaryFolder(t);
        for (const stop of stops) await stopAt(optionsOf(method), own, stop);
        assert.deepEqual(bytesOf(await finish(optionsOf(method), own, stops[1])), bytesOf(whole));
      }
    });

    it('stops while it reads the training examples, and goes on from the stage before', async (t) => {
      const own = temporaryFolder(t);
      const stopping = new AbortController();
      const onProgress = ({ label }: Progress) => {
        if (label.includes('training examples')) stopping.abort();
      };
      const asked = run(optionsOf(method), { ...quiet, store: own, onProgress, signal: stopping.signal });
      await assert.rejects(asked, Interrupted);
      const [first] = stagesOf(method, STEPS);
      assert.deepEqual(bytesOf(await finish(optionsOf(method), own, first.last)), bytesOf(whole));
    });

    it('keeps one number for each example in the checkpoint of a stage that remembers, and none before', async (t) => {
      const own = temporaryFolder(t);
      const kept = async (stop: number) => {
        await stopAt(optionsOf(method), own, stop);
        const file = openSafetensors(join(own, '.unfinished', whole.id, 'checkpoint.safetensors'));
        return file.has('memory') ? file.floats('memory').shape : null;
      };
      assert.deepEqual([await kept(2), await kept(6), await kept(7)], [null, [64], [64]]);
    });
  });

describe('a run of FastBERT', () => {
  it('leaves the encoder and the teacher as its first stage has trained them', async (t) => {
    const options = optionsOf(fastBert());
    const { folder, steps } = await run(options, {
      ...{ store: temporaryFolder(t), say: () => undefined, onProgress: () => undefined },
    });
    const [before, after] = [FIRST, STEPS].map((step) => openSafetensors(snapshotFile(folder, step)));
    const moved = after.names.filter((name) => {
      const [was, is] = [before, after].map((file) => file.floats(name).data);
      return is.some((x, i) => !Object.is(x, was[i]));
    });
    const isStudent = (name: string) => /^exits\.[01]\./.test(name);
    assert.deepEqual(moved.sort(), after.names.filter(isStudent).sort());
    assert.deepEqual(
      steps.map(({ learningRate }) => learningRate),
      [1e-3, 7.5e-4, 5e-4, 2.5e-4, 1e-2, 7.5e-3, 5e-3, 2.5e-3],
    );
  });
});

describe('a run of DeeBERT', () => {
  it('begins the poolers of the other exits as copies of the trained one', async (t) => {
    const options = optionsOf(deebert);
    const record = await run(options, {
      store: temporaryFolder(t),
      say: () => undefined,
      onProgress: () => undefined,
    });
    const at = (step: number, name: string) =>
      openSafetensors(snapshotFile(record.folder, step)).floats(name).data;
    const name = (exit: number) => `exits.${exit}.pooler.dense.weight`;
    assert.notDeepEqual(at(FIRST, name(0)), at(FIRST, name(2)));
    const trained = at(FIRST, name(2));
    const [least] = [0, 1].map((exit) => at(FIRST + 1, name(exit)).map((x, i) => Math.abs(x - trained[i])));
    assert.ok(Math.max(...least) <= 1.01 * 1e-3, `${Math.max(...least)}`);
    assert.deepEqual(at(STEPS, name(2)), trained);
    assert.notDeepEqual(at(STEPS, name(0)), at(FIRST + 1, name(0)));
  });
});
