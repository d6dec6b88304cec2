/** The kernels that the lab adds to WebGPU, on a software driver, against the same in float64. */
import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { prepareBackend } from '../src/backend';
import { chooseKernels } from '../src/backend/webgpu/chooseKernels';
import { adamWUpdate, stepSize, sweetAdamW } from '../src/ops/adamw';
import { attention, SOFTMAX_GRADIENT } from '../src/ops/attention';
import { globalNorm } from '../src/ops/clip';
import { meanCrossEntropy } from '../src/ops/crossEntropy';
import { seededMasks } from '../src/ops/dropout';
import { gelu } from '../src/ops/gelu';
import { headPlaces } from '../src/ops/headPlaces';
import { layerNorm } from '../src/ops/layerNorm';
import { linear } from '../src/ops/linear';
import { runKernel } from '../src/ops/ownKernels';
import { philoxUniform } from '../src/ops/philox';
import { seededRandom } from '../src/text/random';
import { assertClose, assertEachClose } from './support/close';
import { chooseDevice } from './support/device';
import { everyPlace } from './support/everyPlace';

const missing = chooseDevice();
const skip = missing || (process.env.EARLY_EXIT_BACKEND !== 'webgpu' && 'for WebGPU');
const ROUNDING = 1e-5;
const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

const random = seededRandom(3);
const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);
const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Numbers in [-1, 1) that float32 holds exactly. */
const values = (...shape: number[]): number[] =>
  range(sizeOf(shape)).map(() => Math.fround(2 * random.uniform() - 1));

const tensorOf = <T extends Tensor>(numbers: readonly number[], ...shape: number[]): T =>
  tf.tensor([...numbers], shape, 'float32') as T;

async function expectClose(actual: Tensor, expected: readonly number[], what: string): Promise<void> {
  assertClose(await actual.data(), expected, ROUNDING, what);
}

/** No number of a result is finite. */
async function expectDiverged(actual: Tensor, what: string): Promise<void> {
  const finite = [...(await actual.data())].filter(Number.isFinite);
  assert.deepEqual(finite, [], `${what}: finite numbers`);
}

/** Gradients of the op with respect to its inputs, for ∂y. */
const gradientsOf = (op: (...inputs: Tensor[]) => Tensor, inputs: Tensor[], dy: Tensor): Tensor[] =>
  tf.grads(op)(inputs, dy);

/** Slices of a matrix in reading order, or the columns of one. */
const rowsOf = (x: readonly number[], width: number): number[][] =>
  range(x.length / width).map((row) => x.slice(row * width, (row + 1) * width));
const columnsOf = (x: readonly number[], width: number): number[][] =>
  range(width).map((column) => x.filter((_, i) => i % width === column));

function eachTest(isSoftware: boolean): void {
  before(async () => {
    await prepareBackend(() => undefined);
    chooseKernels(isSoftware);
  });
  beforeEach(() => tf.engine().startScope());
  afterEach(() => tf.engine().endScope());
}

/** The product of matrices [rows, inner] and [inner, columns] of one batch. */
function product(a: readonly number[], b: readonly number[], inner: number, columns: number): number[] {
  return rowsOf(a, inner).flatMap((row) =>
    range(columns).map((j) => sum(row.map((x, k) => x * b[k * columns + j]))),
  );
}

const transposed = (x: readonly number[], width: number): number[] => columnsOf(x, width).flat();

async function checkProduct(rows: number, inner: number, columns: number, batches: number[][]) {
  const [batchOfA, batchOfB] = batches;
  const sizes = [rows * inner, inner * columns];
  const a = values(...batchOfA, rows, inner);
  const b = values(...batchOfB, inner, columns);
  const [manyA, manyB] = [rowsOf(a, sizes[0]), rowsOf(b, sizes[1])];
  const count = Math.max(manyA.length, manyB.length);
  const expected = range(count).flatMap((i) =>
    product(manyA[i % manyA.length], manyB[i % manyB.length], inner, columns),
  );
  const a2 = manyA.flatMap((x) => transposed(x, inner));
  const b2 = manyB.flatMap((x) => transposed(x, columns));
  for (const [tA, tB] of [0, 1, 2, 3].map((i) => [i > 1, i % 2 === 1])) {
    const left = tA ? tensorOf(a2, ...batchOfA, inner, rows) : tensorOf(a, ...batchOfA, rows, inner);
    const right = tB ? tensorOf(b2, ...batchOfB, columns, inner) : tensorOf(b, ...batchOfB, inner, columns);
    const name = `[${left.shape}]${tA ? 'ᵀ' : ''}·[${right.shape}]${tB ? 'ᵀ' : ''}`;
    await expectClose(tf.matMul(left, right, tA, tB), expected, name);
  }
}

for (const [name, isSoftware] of [
  ['kernels without shared memory', true],
  ["TensorFlow.js's own, as on a graphics card", false],
] as const) {
  describe(`products, sums and softmax: ${name}`, { skip }, () => {
    eachTest(isSoftware);

    it('products of matrices of any size, either transposed', async () => {
      for (const [rows, inner, columns] of [
        [1, 1, 1],
        [17, 36, 37],
        [3, 130, 66],
        [33, 8, 1],
      ]) {
        await checkProduct(rows, inner, columns, [[], []]);
      }
    });

    it('products of batches, and of a batch with one matrix', async () => {
      await checkProduct(9, 12, 11, [
        [2, 3],
        [2, 3],
      ]);
      await checkProduct(5, 7, 10, [[3], [3]]);
      await checkProduct(5, 7, 10, [[1], [3]]);
    });

    it('a long product, twice the same', async () => {
      const [a, b] = [tensorOf<Tensor2D>(values(2500, 20), 2500, 20), tensorOf(values(2500, 30), 2500, 30)];
      const once = async () => [...(await tf.matMul(a, b, true).data())];
      const expected = product(transposed([...(await a.data())], 20), [...(await b.data())], 2500, 30);
      await expectClose(tf.matMul(a, b, true), expected, 'product');
      assert.deepEqual(await once(), await once());
    });

    it('sums, means and maxima along any axes', async () => {
      const shape = [3, 70, 5];
      const x = values(...shape);
      const tensor = tensorOf(x, ...shape);
      const matrices = rowsOf(x, 350);
      const averages = (of: number[][]) => of.map((row) => sum(row) / row.length);
      await expectClose(tf.sum(tensor), [sum(x)], 'all');
      await expectClose(tf.sum(tensor, 0), columnsOf(x, 350).map(sum), 'first');
      await expectClose(tf.sum(tensor, -1, true), rowsOf(x, 5).map(sum), 'last');
      await expectClose(tf.mean(tensor, [1, 2]), averages(matrices), 'means of the last two');
      const middle = matrices.flatMap((matrix) => averages(columnsOf(matrix, 5)));
      await expectClose(tf.mean(tensor, 1), middle, 'means of the middle');
      const outer = range(70).map((i) => sum(matrices.flatMap((matrix) => matrix.slice(5 * i, 5 * i + 5))));
      await expectClose(tf.sum(tensor, [0, 2]), outer, 'first and last');
      await expectClose(
        tf.max(tensor, [1, 2]),
        matrices.map((matrix) => Math.max(...matrix)),
        'maxima',
      );
      assert.deepEqual(tf.sum(tensor, 1, true).shape, [3, 1, 5]);
    });

    it('of int32 numbers, and of such that were cast', async () => {
      const whole = tf.tensor2d([1, 2, 3, 4], [2, 2], 'int32');
      const cast = tf.cast(whole, 'float32');
      await expectClose(tf.sum(cast, 1), [3, 7], 'sum');
      await expectClose(tf.matMul(cast, cast, false, true), [5, 11, 11, 25], 'product');
      await expectClose(tf.max(cast, 0), [3, 4], 'maxima');
      assert.deepEqual([...(await tf.sum(tf.tensor1d([3, 4], 'int32')).data())], [7]);
    });

    it('softmax of rows', async () => {
      for (const [rows, width] of [
        [1, 1],
        [7, 3],
        [70, 130],
      ]) {
        const x = values(rows, width).map((value) => Math.fround(50 * value));
        const expected = rowsOf(x, width).flatMap((row) => {
          const powers = row.map((value) => Math.exp(value - Math.max(...row)));
          return powers.map((power) => power / sum(powers));
        });
        await expectClose(tf.softmax(tensorOf(x, rows, width)), expected, `[${rows}, ${width}]`);
      }
    });

    it('NaN and Infinity stay', async () => {
      for (const bad of [nan, infinity]) {
        const x = tensorOf([1, bad, 2, 3], 1, 4);
        await expectDiverged(tf.sum(x), 'sum');
        await expectDiverged(tf.mean(x, 1), 'mean');
        await expectDiverged(tf.max(x), 'max');
        await expectDiverged(tf.sum(tf.softmax(x)), 'softmax');
        await expectDiverged(tf.matMul(x, tf.ones([4, 2])), 'product');
        await expectDiverged(meanCrossEntropy(x as Tensor2D, tf.tensor1d([0], 'int32')), 'loss');
      }
      const last = await tf.max(tensorOf([nan, 1, 2, nan, 2, 1], 2, 3), 1).data();
      assert.deepEqual([...last], [nan, nan]);
    });
  });
}

describe('all kernels of a software driver', { skip }, () => {
  eachTest(true);

  it('more results than one line of a dispatch has', async () => {
    const count = 64 * 65_535 + 1;
    const sums = await tf.sum(tf.stack([tf.fill([count], 1), tf.fill([count], 2)]), 0).data();
    assert.equal(
      sums.findIndex((x) => x !== 3),
      -1,
    );
    assert.equal(sums.length, count);
  });

  it('nothing of nothing', async () => {
    assert.deepEqual([...(await tf.sum(tf.zeros([0, 5]), 0).data())], Array(5).fill(0));
    assert.deepEqual([...(await tf.sum(tf.zeros([0])).data())], [0]);
    assert.deepEqual(tf.softmax(tf.zeros([0, 5])).shape, [0, 5]);
    assert.deepEqual([...(await tf.matMul(tf.zeros([2, 0]), tf.zeros([0, 3])).data())], Array(6).fill(0));
    const [x, weight, bias] = [tf.zeros([0, 5]), tf.ones([5]), tf.ones([5])];
    const norm = (...inputs: Tensor[]) =>
      layerNorm(inputs[0] as Tensor2D, inputs[1] as Tensor1D, inputs[2] as Tensor1D, 1e-12);
    const gradients = gradientsOf(norm, [x, weight, bias], tf.zeros([0, 5]));
    for (const gradient of gradients.slice(1))
      assert.deepEqual([...(await gradient.data())], Array(5).fill(0));
    assert.deepEqual(gelu(tf.zeros([0, 5])).shape, [0, 5]);
  });

  it('the gradient of softmax', async () => {
    for (const [rows, width] of [
      [1, 1],
      [67, 35],
    ]) {
      const [p, dp] = [values(rows, width), values(rows, width)];
      const inputs = { p: tensorOf(p, rows, width), dp: tensorOf(dp, rows, width) };
      const expected = rowsOf(p, width).flatMap((row, n) => {
        const change = dp.slice(n * width, (n + 1) * width);
        const along = sum(row.map((share, i) => share * change[i]));
        return row.map((share, i) => share * (change[i] - along));
      });
      await expectClose(runKernel(SOFTMAX_GRADIENT, inputs), expected, `[${rows}, ${width}]`);
    }
  });

  it('LayerNorm and its gradients', async () => {
    const epsilon = 1e-5;
    for (const [rows, width] of [
      [1, 5],
      [131, 37],
    ]) {
      const [x, dy] = [values(rows, width), values(rows, width)];
      const [gamma, beta] = [values(width), values(width)];
      const op = (...[x, gamma, beta]: Tensor[]) =>
        layerNorm(x as Tensor2D, gamma as Tensor1D, beta as Tensor1D, epsilon);
      const inputs = [tensorOf(x, rows, width), tensorOf(gamma, width), tensorOf(beta, width)];
      const [dx, dGamma, dBeta] = gradientsOf(op, inputs, tensorOf(dy, rows, width));
      const stats = rowsOf(x, width).map((row) => {
        const mean = sum(row) / width;
        const variance = sum(row.map((value) => (value - mean) ** 2)) / width;
        return row.map((value) => (value - mean) / Math.sqrt(variance + epsilon));
      });
      const normal = stats.flat();
      await expectClose(
        op(...inputs),
        normal.map((value, i) => value * gamma[i % width] + beta[i % width]),
        'y',
      );
      await expectClose(dBeta, columnsOf(dy, width).map(sum), '∂β');
      await expectClose(
        dGamma,
        columnsOf(
          dy.map((value, i) => value * normal[i]),
          width,
        ).map(sum),
        '∂γ',
      );
      await expectClose(dx, inputGradient(x, dy, gamma, epsilon), '∂x');
    }
  });

  it('GELU and its gradient, within 1e-6', async () => {
    const x = [...range(241).map((i) => Math.fround(i / 15 - 8)), 100, -100, 0];
    const density = (value: number) => Math.exp((-value * value) / 2) / Math.sqrt(2 * Math.PI);
    const input = tensorOf<Tensor2D>(x, 1, x.length);
    const tolerance = { absolute: 1e-6, relative: 1e-6 };
    assertEachClose(
      await gelu(input).data(),
      x.map((value) => value * normalShare(value)),
      tolerance,
      'y',
    );
    const [dx] = gradientsOf((x) => gelu(x as Tensor2D), [input], tf.onesLike(input));
    const expected = x.map((value) => normalShare(value) + value * density(value));
    assertEachClose(await dx.data(), expected, tolerance, '∂x');
  });

  it('NaN and Infinity stay', async () => {
    const op = (...[x, gamma, beta]: Tensor[]) =>
      layerNorm(x as Tensor2D, gamma as Tensor1D, beta as Tensor1D, 1e-12);
    for (const bad of [nan, infinity]) {
      const x = tensorOf<Tensor2D>([1, bad, 2], 1, 3);
      await expectDiverged(op(x, tf.ones([3]), tf.ones([3])), 'LayerNorm');
      const [dx, dGamma] = gradientsOf(op, [x, tf.ones([3]), tf.ones([3])], tensorOf([1, 2, 3], 1, 3));
      await expectDiverged(dx, '∂x of LayerNorm');
      await expectDiverged(dGamma, '∂γ of LayerNorm');
      await expectDiverged(gelu(tensorOf<Tensor2D>([bad], 1, 1)), 'GELU');
      const [dGelu] = gradientsOf((x) => gelu(x as Tensor2D), [tensorOf([bad], 1, 1)], tf.ones([1, 1]));
      await expectDiverged(dGelu, '∂x of GELU');
      await expectDiverged(globalNorm([tf.ones([3]), x]), 'norm');
      const state = { value: tf.ones([1]), m: tf.zeros([1]), v: tf.zeros([1]) };
      const { value } = adamWUpdate(sweetAdamW, stepSize(sweetAdamW, 1e-3, 1), state, tensorOf([nan], 1));
      await expectDiverged(value, 'AdamW');
    }
  });

  it('norm over many tensors', async () => {
    const shapes = [[1], [63], [65], [130, 37], [0]];
    const numbers = shapes.map((shape) => values(...shape));
    const squares = sum(numbers.flat().map((value) => value * value));
    const norm = globalNorm(numbers.map((of, i) => tensorOf(of, ...shapes[i])));
    await expectClose(norm, [Math.sqrt(squares)], 'norm');
  });

  it('AdamW, with and without decay', async () => {
    for (const [decay, size] of [
      [0, 2],
      [0.01, 99],
      [0.01, 300],
    ]) {
      const adam = { ...sweetAdamW, decay };
      const { rate, epsilon, keep } = stepSize(adam, 0.1, 3);
      const [theta, m, g] = [values(size), values(size), values(size)];
      const v = values(size).map(Math.abs);
      const nextM = m.map((value, i) => value + (g[i] - value) * (1 - adam.beta1));
      const nextV = v.map((value, i) => value + (g[i] ** 2 - value) * (1 - adam.beta2));
      const next = theta.map(
        (value, i) => keep * value - (rate * nextM[i]) / (Math.sqrt(nextV[i]) + epsilon),
      );
      const state = { value: tensorOf(theta, size), m: tensorOf(m, size), v: tensorOf(v, size) };
      const updated = adamWUpdate(adam, { rate, epsilon, keep }, state, tensorOf(g, size));
      await expectClose(updated.m, nextM, 'm');
      await expectClose(updated.v, nextV, 'v');
      await expectClose(updated.value, next, 'θ');
    }
  });

  it('rows of segments are added up in their order, the same for the same numbers', async () => {
    const [count, width, segments] = [500, 7, 40];
    const x = values(count, width);
    const ids = range(count).map((n) => (n % 3 === 0 ? 5 : Math.floor(segments * random.uniform())));
    const expected = Array<number>(segments * width).fill(0);
    rowsOf(x, width).forEach((row, n) => {
      row.forEach((value, i) => {
        expected[ids[n] * width + i] += value;
      });
    });
    const once = () => tf.unsortedSegmentSum(tensorOf(x, count, width), tf.tensor1d(ids, 'int32'), segments);
    await expectClose(once(), expected, 'sums');
    assert.deepEqual([...(await once().data())], [...(await once().data())]);
  });

  it('segments of cast rows, of whole numbers, of none, and ids that are no segments', async () => {
    const ids = tf.tensor1d([2, 0, 2], 'int32');
    const whole = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2], 'int32');
    const sums = [3, 4, 0, 0, 6, 8];
    await expectClose(tf.unsortedSegmentSum(tf.cast(whole, 'float32'), ids, 3), sums, 'cast');
    await expectClose(tf.unsortedSegmentSum(whole, ids, 3), sums, 'whole');
    const none = tf.unsortedSegmentSum(tf.zeros([0, 2]), tf.tensor1d([], 'int32'), 2);
    await expectClose(none, [0, 0, 0, 0], 'none');
    const beyond = tf.unsortedSegmentSum(tf.cast(whole, 'float32'), tf.tensor1d([1, -1, 9], 'int32'), 2);
    await expectClose(beyond, [0, 0, 1, 2], 'ids beyond');
  });

  it('masks of dropout are those of the other backends', async () => {
    const { all } = seededMasks(tf.tensor1d([5], 'int32'), [{ tokens: 6, examples: 2 }]);
    all('examples', [1], 0.5);
    const mask = all('tokens', [11], 0.1) as Tensor;
    const uniform = [...philoxUniform(66, 5, 1)];
    const expected = uniform.map((x) => (x >= Math.fround(0.1) ? Math.fround(1 / 0.9) : 0));
    assert.deepEqual([...(await mask.data())], expected);
  });

  it('steps on the same numbers give the same numbers', async () => {
    const [x, weight] = [
      tensorOf<Tensor2D>(values(300, 40), 300, 40),
      tensorOf<Tensor2D>(values(120, 40), 120, 40),
    ];
    const bias = tensorOf<Tensor1D>(values(120), 120);
    const padding = tf.zeros([10, 1, 1, 30]) as Tensor4D;
    const op = (x: Tensor, weight: Tensor) => {
      const all = headPlaces(everyPlace(300), [10, 30], 4);
      return attention(linear(x as Tensor2D, weight as Tensor2D, bias), all, padding, null);
    };
    const once = async () => {
      const gradients = gradientsOf(op as (...inputs: Tensor[]) => Tensor, [x, weight], tf.ones([300, 40]));
      return Promise.all(gradients.map(async (gradient) => [...(await gradient.data())]));
    };
    assert.deepEqual(await once(), await once());
  });
});

/** ∂x of LayerNorm: (g - mean(g) - x̂·mean(g·x̂))/√(var + ε) with g = ∂y·γ. */
function inputGradient(x: number[], dy: number[], gamma: number[], epsilon: number): number[] {
  const width = gamma.length;
  const dyRows = rowsOf(dy, width);
  return rowsOf(x, width).flatMap((row, n) => {
    const mean = sum(row) / width;
    const deviation = Math.sqrt(sum(row.map((value) => (value - mean) ** 2)) / width + epsilon);
    const normal = row.map((value) => (value - mean) / deviation);
    const g = dyRows[n].map((value, i) => value * gamma[i]);
    const along = sum(g.map((value, i) => value * normal[i])) / width;
    return g.map((value, i) => (value - sum(g) / width - normal[i] * along) / deviation);
  });
}

/** Φ(x) by Simpson's rule over the normal density. */
function normalShare(x: number): number {
  const steps = 2000;
  const end = Math.min(Math.abs(x), 12);
  const h = end / steps;
  const density = (z: number) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  const weights = (i: number) => (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2);
  const half = (h / 3) * sum(range(steps + 1).map((i) => weights(i) * density(i * h)));
  return x < 0 ? 0.5 - half : 0.5 + half;
}
