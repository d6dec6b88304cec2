/** Methods whose exits teach each other or weigh themselves: special cases, numbers by hand, and bad input. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { fastBert, type Method } from '../src';
import { distilled, studentToTeacher, teacherToStudent } from '../src/methods/distillation';
import { labMethod } from '../src/methods/labMethod';
import { identityOf } from '../src/runs/identity';
import { assertEachClose } from './support/close';
import { refuses } from './support/files';

const sizes = { depths: [1, 3, 5], classes: 2, steps: 40, stepsPerEpoch: 20 };
const model = (depths: readonly number[], classes: number) => ({
  depths,
  classes,
  pooler: 'shared' as const,
});

/** 1/B Σ_n Σ_c p_c ln (p_c / q_c) of logits, by hand. */
function divergence(p: readonly number[][], q: readonly number[][]): number {
  const softmax = (z: readonly number[]) => {
    const sum = z.reduce((total, x) => total + Math.exp(x), 0);
    return z.map((x) => Math.exp(x) / sum);
  };
  const [ps, qs] = [p.map(softmax), q.map(softmax)];
  const each = ps.map((row, n) => row.reduce((sum, x, c) => sum + x * Math.log(x / qs[n][c]), 0));
  return each.reduce((a, b) => a + b) / each.length;
}

const teacher = [
  [1, -2, 0.5],
  [0.3, 0.2, -1],
];
const student = [
  [0, 1, 0.5],
  [-0.4, 2, 1],
];

describe('distillation', () => {
  it('is the divergence of probabilities at a temperature, times its square', () => {
    const at = (temperature: number) => (rows: readonly number[][]) =>
      rows.map((row) => row.map((x) => x / temperature));
    for (const temperature of [1, 2.5])
      for (const of of [teacherToStudent, studentToTeacher]) {
        const [found] = distilled(tf.tensor2d(teacher), tf.tensor2d(student), {
          ...{ divergence: of, temperature },
        }).dataSync();
        const [t, s] = [teacher, student].map(at(temperature));
        const expected = temperature ** 2 * (of === teacherToStudent ? divergence(t, s) : divergence(s, t));
        assertEachClose([found], [expected], { relative: 1e-5 }, `${of.name} at ${temperature}`);
      }
  });

  it('gives the student p - q to learn from, and the teacher nothing', () => {
    const [toTeacher, toStudent] = tf.grads((t, s) =>
      distilled(t as tf.Tensor2D, s as tf.Tensor2D, { divergence: teacherToStudent }),
    )([tf.tensor2d(teacher), tf.tensor2d(student)]);
    assert.ok(toTeacher.dataSync().every((x) => x === 0));
    const apart = tf.div(tf.sub(tf.softmax(tf.tensor2d(student)), tf.softmax(tf.tensor2d(teacher))), 2);
    assertEachClose(toStudent.dataSync(), apart.dataSync(), { absolute: 1e-6 }, 'gradient of the student');
  });
});

describe('constants', () => {
  const made: Method[] = [fastBert(), fastBert({ divergence: studentToTeacher })];

  it('identify runs, and give the method again', () => {
    const names = made.map((method) => {
      const { method: name, constants, behaviour } = identityOf(method, sizes);
      assert.equal(name, method.name, 'it is a method of the lab');
      const again = labMethod(name, constants);
      assert.ok(again);
      assert.equal(identityOf(again, sizes).behaviour, behaviour);
      return `${name} ${behaviour}`;
    });
    assert.equal(new Set(names).size, made.length);
  });
});

describe('a model that they cannot train is refused', () => {
  for (const method of [fastBert()]) {
    it(`${method.title}: with one exit`, () => {
      refuses(() => method.check?.(model([5], 2)), `${method.title}: expected 2 exits or more, got 1`);
    });
    it(`${method.title}: without classes`, () => {
      refuses(
        () => method.check?.(model([1, 5], 1)),
        `${method.title}: expected a task of 2 classes or more`,
      );
    });
  }
});
