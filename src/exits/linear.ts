import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { linear } from '../ops/linear';
import type { ExitModule, Parameters, Place, Said, Seen, Shapes } from '../types';
import { headName } from './model';

/** The shapes of a linear layer [out, in] and its bias. */
export const layerShapes = (name: string, output: number, input: number): Shapes => ({
  [`${name}.weight`]: [output, input],
  [`${name}.bias`]: [output],
});

/** Applies the linear layer `name` to [B, in]. */
export const layer = (p: Parameters<Tensor>, name: string, x: Tensor2D): Tensor2D =>
  linear(x, p[`${name}.weight`] as Tensor2D, p[`${name}.bias`] as Tensor1D);

const poolerName = ({ exit, pooler }: Place): string =>
  pooler === 'per-exit' ? `${headName(exit)}.pooler` : 'pooler';

/** The basic exit: a row [B, H], a pooler if the run has poolers, dropout, and a linear head: logits = W·x + b. */
export const linearExit: ExitModule = {
  shapes(at, { width, poolerShapes }) {
    const pooled = at.pooler === 'none' ? {} : poolerShapes(poolerName(at));
    return { ...pooled, ...layerShapes(headName(at.exit), at.classes, width) };
  },
  read(p, at, seen): Said {
    const { features, input } = featuresOf(at, seen);
    return { features, input, logits: layer(p, headName(at.exit), input) };
  },
};

function featuresOf(at: Place, { row, pool, drop }: Seen): Pick<Said, 'features' | 'input'> {
  const features = at.pooler === 'none' ? row : pool(poolerName(at), row);
  return { features, input: drop(features) };
}
