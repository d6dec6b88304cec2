import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { layer, layerShapes } from '../ops/layer';
import { layerNorm } from '../ops/layerNorm';
import { constant } from '../ops/stopGradient';
import type { ExitModule, Parameters, Place, Said, Shapes } from '../types';
import { featuresOf, poolerShapes } from './features';
import { headName } from './model';
import { tightFrame } from './tightFrame';

/** The bottleneck of an adapter, the factor of its branch, and the epsilon of the norms, as in the published code. */
const [BOTTLENECK, SCALING, EPSILON] = [128, 8, 1e-12];

/** The least squared length of a feature that is divided by its length. */
const LEAST = 1e-16;

const adapterName = (exit: number): string => `${headName(exit)}.adapter`;
const normName = (exit: number): string => `${headName(exit)}.norm`;
const frameName = (exit: number): string => `${headName(exit)}.frame.weight`;
const normShapes = (name: string, width: number): Shapes => ({
  [`${name}.weight`]: [width],
  [`${name}.bias`]: [width],
});

/** The last exit has no adapter. */
const isAdapted = ({ exit, exits }: Place): boolean => exit < exits - 1;

/**
 * Exits with an adapter and a fixed classifier (DisentangledEE, Ji et al. 2023). The row h of each exit but the last
 * becomes LayerNorm(h + 8·(U·relu(D·h + d) + u)). Of the features x, after pooler and dropout, the direction counts:
 * logits = M·f with f = LayerNorm(x) / |LayerNorm(x)| in R^H. M is the tight frame of the exit's own random matrix
 * `exits.{i}.frame.weight` [C, H], a constant for the gradient.
 */
export const onTightFrame: ExitModule = {
  shapes: (at, encoder) => ({
    ...poolerShapes(at, encoder),
    ...(isAdapted(at) && adapterShapes(adapterName(at.exit), encoder.width)),
    ...normShapes(normName(at.exit), encoder.width),
    [frameName(at.exit)]: [at.classes, encoder.width],
  }),
  read(p, at, seen): Said {
    const row = isAdapted(at) ? adapted(p, adapterName(at.exit), seen.row) : seen.row;
    const { features, input } = featuresOf(at, { row, pool: seen.pool, drop: seen.drop });
    const normal = norm(p, normName(at.exit), input);
    const length = tf.sqrt(tf.maximum(tf.sum(tf.square(normal), 1, true), LEAST));
    const drawn = p[frameName(at.exit)] as Tensor2D;
    const frame = constant(drawn, () => tightFrame(drawn));
    return { features, input, logits: tf.matMul(tf.div<Tensor2D>(normal, length), frame, false, true) };
  },
};

const adapterShapes = (name: string, width: number): Shapes => ({
  ...layerShapes(`${name}.down`, BOTTLENECK, width),
  ...layerShapes(`${name}.up`, width, BOTTLENECK),
  ...normShapes(`${name}.LayerNorm`, width),
});

const norm = (p: Parameters<Tensor>, name: string, x: Tensor2D): Tensor2D =>
  layerNorm(x, p[`${name}.weight`] as Tensor1D, p[`${name}.bias`] as Tensor1D, EPSILON);

function adapted(p: Parameters<Tensor>, name: string, row: Tensor2D): Tensor2D {
  const branch = layer(p, `${name}.up`, tf.relu(layer(p, `${name}.down`, row)));
  return norm(p, `${name}.LayerNorm`, tf.add<Tensor2D>(row, tf.mul(SCALING, branch)));
}
