/** ConsistentEE: what it remembers, what it draws, what it refuses. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { consistentEe } from '../src/methods';
import { labMethod } from '../src/methods/labMethod';
import { memorisedDepths } from '../src/methods/memorisedDepths';
import { policyByName } from '../src/policies';
import { prepareRun } from '../src/runs/prepare';
import { lossInputs } from '../src/training/lossInputs';
import type { ExitOutput } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { assertEachClose } from './support/close';
import { refuses } from './support/files';
import { recordOf } from './support/records';
import { smallRun } from './support/smallRun';

before(prepareTestBackend);

describe('the memorised layer', () => {
  it('is the first from which no exit errs, and the last where the last errs', () => {
    const [no, yes] = [
      [1, 0],
      [0, 1],
    ];
    const examples = [
      [yes, yes, yes, yes],
      [yes, no, yes, yes],
      [no, yes, no, yes],
      [yes, yes, yes, no],
      [no, no, no, no],
    ];
    const logits = [0, 1, 2, 3].map((exit) => examples.map((said) => said[exit]));
    const record = recordOf(logits, [1, 1, 1, 1, 1], [2, 3, 6, 9]);
    assert.deepEqual(memorisedDepths(record), [2, 6, 9, 9, 9]);
  });
});

const DEPTHS = [1, 2, 4];

/** What the last stage notes of B examples of class 1. Every policy net says p, every exit has one margin. */
function noted(p: readonly number[], margins: readonly number[], memory: readonly number[], alpha = 0.09) {
  const B = memory.length;
  const notes: Record<string, number> = {};
  tf.tidy(() => {
    const exits = p.map((policy, e): ExitOutput => {
      const logits = tf.tensor2d(Array.from({ length: B }, () => [0, margins[e]]));
      const extras = { policy: tf.fill([B], policy) };
      return { depth: DEPTHS[e], logits, features: logits, input: logits, extras };
    });
    const labels = tf.tensor1d(new Array(B).fill(1));
    const given = {
      labels,
      seed: tf.tensor1d([5], 'int32'),
      memory: tf.tensor1d([...memory]),
      parameters: {},
    };
    const inputs = lossInputs(exits, [], given, (name, value) => {
      [notes[name]] = value.dataSync();
    });
    return consistentEe({ alpha }).stages?.[2].loss?.(inputs) ?? assert.fail();
  }).dispose();
  return notes;
}

describe('the exits that are drawn', () => {
  it('are those whose policy net is sure, and the last where none lets an example leave', () => {
    const margins = [1, 2, 3];
    for (const [p, exit] of [
      [[1, 0.5, 0.5], 0],
      [[0, 1, 0], 1],
      [[0, 0, 0], 2],
    ] as const) {
      const { classification, policy, depth } = noted(p, margins, [1, 4, 4]);
      const expected = Math.log(1 + Math.exp(-margins[exit]));
      assertEachClose([classification], [expected], { absolute: 1e-6 }, 'classification');
      assert.equal(depth, DEPTHS[exit]);
      assertEachClose([policy], [0], { absolute: 1e-5 }, 'all replicas have the same reward');
    }
  });

  it('are drawn as often as the policy nets say', () => {
    const { depth } = noted([0.25, 0.5, 0.9], [1, 1, 1], new Array(2000).fill(4));
    assertEachClose([depth], [0.25 + 0.75 * 0.5 * 2 + 0.75 * 0.5 * 4], { absolute: 0.05 }, 'mean depth');
  });

  it('cost nothing for an example that only the last exit memorises, or without α', () => {
    const [p, alike] = [
      [0.5, 0.5, 0.5],
      [1, 1, 1],
    ];
    assertEachClose([noted(p, alike, [4, 4]).policy], [0], { absolute: 1e-6 }, 'hard examples');
    assertEachClose([noted(p, alike, [1, 1], 0).policy], [0], { absolute: 1e-6 }, 'without α');
    assert.ok(Math.abs(noted(p, alike, [1, 1]).policy) > 1e-3);
  });
});

describe('ConsistentEE', () => {
  it('refuses constants that cannot be, one exit, and a regression task', () => {
    for (const alpha of [-1, Number.NaN, Infinity])
      refuses(() => void consistentEe({ alpha }), 'alpha', `got ${alpha}`);
    for (const replicas of [0, 1, 2.5])
      refuses(() => void consistentEe({ replicas }), 'replicas', `got ${replicas}`);
    const alone = () => void prepareRun({ ...smallRun(consistentEe()), exits: [5] });
    refuses(alone, 'ConsistentEE', '2 exits', 'got 1');
    const check = () => consistentEe().check?.({ depths: [1, 2], classes: 1, pooler: 'shared' });
    refuses(check, 'ConsistentEE', '2 classes', 'regression');
  });

  it('is the lab’s with any constants, which identify its runs', () => {
    const [one, other] = [consistentEe(), consistentEe({ alpha: 0, replicas: 4 })];
    assert.deepEqual(labMethod('consistent-ee', other.constants)?.constants, { alpha: 0, replicas: 4 });
    const [a, b] = [one, other].map((method) => prepareRun(smallRun(method)).config);
    assert.deepEqual([a.method, b.method], ['consistent-ee', 'consistent-ee']);
    assert.notDeepEqual(a.constants, b.constants);
    assert.notEqual(a.behaviour, b.behaviour);
  });

  it('lets examples leave where the policy net is above a threshold, one half in the paper', () => {
    const { signal, thresholds } = policyByName('policy-net');
    const reached = [{ depth: 1, logits: [0, 1], extras: { policy: [0.7] } }];
    assert.equal(signal.score(reached), 0.7);
    assert.equal(signal.exitsWhen, 'score > threshold');
    assert.ok(thresholds(recordOf([[[0, 1]]], [1], [1])).includes(0.5));
    const plain = [{ depth: 1, logits: [0, 1] }];
    refuses(() => void signal.score(plain), '`policy`', 'logits only', 'another policy');
  });
});
