import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Parameters, Shapes } from '../types';
import { linear, product } from './linear';

/** The shapes of a linear layer [out, in] and its bias. */
export const layerShapes = (name: string, output: number, input: number): Shapes => ({
  [`${name}.weight`]: [output, input],
  [`${name}.bias`]: [output],
});

/** Applies the linear layer `name` to rows, [N, in] -> [N, out]. */
export const layer = (p: Parameters<Tensor>, name: string, x: Tensor2D): Tensor2D =>
  linear(x, p[`${name}.weight`] as Tensor2D, p[`${name}.bias`] as Tensor1D);

/** The shape of a linear layer [out, in] without a bias. */
export const productShapes = (name: string, output: number, input: number): Shapes => ({
  [`${name}.weight`]: [output, input],
});

/** Applies the linear layer `name`, which has no bias, to rows, [N, in] -> [N, out]. */
export const productLayer = (p: Parameters<Tensor>, name: string, x: Tensor2D): Tensor2D =>
  product(x, p[`${name}.weight`] as Tensor2D);
