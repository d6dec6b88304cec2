import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { measure, ranks } from '../src/analysis';
import { LabError } from '../src/errors';

const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-14, `expected ${expected}, got ${actual}`);

// Expected numbers: scikit-learn 1.9.1 and SciPy 1.17.1 on the same lists.
describe('metrics', () => {
  const labels = [0, 1, 1, 0, 1, 0, 0, 1, 1, 1];
  const predictions = [0, 1, 0, 0, 1, 1, 0, 1, 1, 0];
  const labels3 = [0, 1, 2, 0, 1, 2, 2, 1, 0, 2];
  const predictions3 = [0, 2, 2, 0, 1, 1, 2, 1, 0, 0];

  it('accuracy, F1 and Matthews of two classes', () => {
    near(measure('accuracy', predictions, labels), 0.7);
    near(measure('f1', predictions, labels), 0.7272727272727273);
    near(measure('matthews', predictions, labels), 0.408248290463863);
  });

  it('accuracy and Matthews of three classes', () => {
    near(measure('accuracy', predictions3, labels3), 0.7);
    near(measure('matthews', predictions3, labels3), 0.5606060606060606);
  });

  it('Pearson, and Spearman with equal values', () => {
    const x = [3.1, 0.2, 2.2, 2.2, 4.8, 1.0, 5.0, 0.2];
    const y = [2.5, 0.5, 3.0, 1.5, 4.9, 1.5, 4.0, 1.0];
    near(measure('pearson', x, y), 0.9348525686011648);
    near(measure('spearman', x, y), 0.9151683228048982);
    assert.deepEqual([...ranks([5, 1, 5, 3])], [3.5, 1, 3.5, 2]);
  });

  it('0 where a metric is undefined', () => {
    assert.equal(measure('matthews', [1, 1, 1], [0, 1, 1]), 0);
    assert.equal(measure('matthews', [0, 1, 1], [1, 1, 1]), 0);
    assert.equal(measure('f1', [0, 0], [0, 0]), 0);
    assert.equal(measure('pearson', [2, 2, 2], [1, 2, 3]), 0);
    assert.equal(measure('spearman', [1, 2, 3], [2, 2, 2]), 0);
  });

  it('the ends of the scale', () => {
    assert.equal(measure('matthews', [0, 1, 0, 1], [0, 1, 0, 1]), 1);
    assert.equal(measure('matthews', [1, 0, 1, 0], [0, 1, 0, 1]), -1);
    assert.equal(measure('f1', [0, 1], [0, 1]), 1);
  });

  it('refuses no examples, and predictions without labels', () => {
    assert.throws(() => measure('accuracy', [], []), LabError);
    assert.throws(() => measure('accuracy', [1, 0], [1]), LabError);
  });
});
