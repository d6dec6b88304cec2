/** Operations of TensorFlow as operations of ONNX, each on a small tensor. */
import { before, describe, it } from 'node:test';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { OnnxBuilder } from '../src/onnx/builder';
import { encodeModel, type OnnxGraph } from '../src/onnx/messages';
import { translator } from '../src/onnx/translate';
import { activations } from '../src/ops/activations';
import { type TensorflowBackend, tensorflow } from '../src/ops/tensorflow';
import { GraphBuilder } from '../src/training/graph';
import { prepareTestBackend } from './support/backend';
import { assertEachClose } from './support/close';
import { refuses } from './support/files';
import { onnxRuntime, withoutOnnx } from './support/onnxRuntimes';

type Operation = (x: Tensor2D) => Tensor;

const values = [-4, -1.5, -0.25, 0.5, 1, 2.75, 3.5, 7];
const SHAPE: [number, number] = [2, 4];

/** What an operation gives for the values, and its graph in ONNX, from `x` to `y`. */
function translated(operation: Operation): { readonly graph: OnnxGraph; readonly expected: number[] } {
  let made: { graph: OnnxGraph; expected: number[] } | undefined;
  tf.tidy(() => {
    const recording = new GraphBuilder(tensorflow() as TensorflowBackend);
    const x = tf.tensor2d(values, SHAPE);
    const fed = recording.placeholder('float32', SHAPE);
    recording.bind(x, fed);
    const y = recording.record(() => tf.cast(operation(x), 'float32'));
    const builder = new OnnxBuilder();
    const given = () => builder.input({ name: 'x', type: 'float32', shape: SHAPE });
    const nameOf = translator(builder, recording, new Map([[fed, given]]));
    builder.output({ name: 'y', type: 'float32', shape: y.shape }, nameOf(recording.outputOf(y)));
    made = { graph: builder.graph(), expected: [...y.dataSync()] };
  });
  return made as { graph: OnnxGraph; expected: number[] };
}

const positive: Operation = (x) => tf.add(tf.abs(x), 0.5);

const operations: { readonly [name: string]: Operation } = {
  ceil: tf.ceil,
  concat: (x) => tf.concat([x, x], 1),
  cumsum: (x) => tf.cumsum(x, 1, true, true),
  equal: (x) => tf.equal(x, 0.5),
  expandDims: (x) => tf.mul(tf.expandDims(x, 1), x),
  fill: (x) => tf.add(tf.fill(SHAPE, 2), x),
  floor: tf.floor,
  floorDiv: (x) => tf.floorDiv(x, 1.5),
  floorDivOfIntegers: (x) => tf.floorDiv(tf.cast(tf.mul(x, 4), 'int32'), tf.scalar(3, 'int32')),
  gather: (x) => tf.gather(x, tf.tensor1d([3, 0, 0], 'int32'), 1),
  greaterEqual: (x) => tf.greaterEqual(x, 1),
  less: (x) => tf.less(x, 1),
  lessEqual: (x) => tf.lessEqual(x, 1),
  log: (x) => tf.log(positive(x)),
  logicalAnd: (x) => tf.logicalAnd(tf.greater(x, -1), tf.notEqual(x, 1)),
  logicalNot: (x) => tf.logicalNot(tf.greater(x, 1)),
  logicalOr: (x) => tf.logicalOr(tf.greater(x, 3), tf.less(x, 0)),
  logSoftmax: (x) => tf.logSoftmax(x),
  matMul: (x) => tf.matMul(x, x, true, false),
  matMulOfBatches: (x) => tf.matMul(tf.stack([x, x]), tf.stack([x, x]), false, true),
  max: (x) => tf.max(x, 1),
  maximum: (x) => tf.maximum(x, 1),
  mean: (x) => tf.mean(x, 0),
  min: (x) => tf.min(x, [0, 1]),
  minimum: (x) => tf.minimum(x, 1),
  neg: tf.neg,
  pad: (x) => tf.pad(x, [[1, 0], [0, 2]], 3), // biome-ignore format: a row for each axis
  pow: (x) => tf.pow(positive(x), 1.5),
  reverse: (x) => tf.reverse(x, 1),
  rsqrt: (x) => tf.rsqrt(positive(x)),
  sign: tf.sign,
  slice: (x) => tf.slice(x, [0, 1], [2, 2]),
  softmax: (x) => tf.softmax(x),
  split: (x) => tf.split(x, [1, 3], 1)[1],
  stack: (x) => tf.stack([x, tf.square(x)], 1),
  sum: (x) => tf.sum(x, 1, true),
  tile: (x) => tf.tile(x, [2, 1]),
  transpose: (x) => tf.transpose(x),
  unstack: (x) => tf.unstack(x, 1)[2],
  where: (x) => tf.where(tf.greater(x, 0), x, tf.mul(x, 0.5)),
};

before(prepareTestBackend);

describe('an operation in ONNX Runtime gives what the lab computes', { skip: withoutOnnx }, () => {
  const all = { ...operations, ...(activations as { readonly [name: string]: Operation }) };
  for (const [name, operation] of Object.entries(all))
    it(name, async () => {
      const { graph, expected } = translated(operation);
      const { Tensor, InferenceSession } = onnxRuntime();
      const session = await InferenceSession.create(encodeModel(graph, name, { name: 'lab', version: '0' }));
      const { y } = await session.run({ x: new Tensor('float32', Float32Array.from(values), SHAPE) });
      assertEachClose(y.data as Float32Array, expected, { absolute: 1e-6, relative: 1e-6 }, name);
    });
});

describe('an operation without a translation', () => {
  it('is refused by its name', () => {
    refuses(() => translated((x) => tf.asinh(x)), "TensorFlow's Asinh", 'src/onnx/operations.ts');
  });
});
