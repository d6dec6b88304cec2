import { layer, layerShapes } from '../ops/layer';
import type { Encoder, ExitModule, Place, Said, Seen, Shapes } from '../types';
import { headName } from './model';

const poolerName = ({ exit, pooler }: Place): string =>
  pooler === 'per-exit' ? `${headName(exit)}.pooler` : 'pooler';

/** The basic exit: a row [B, H], a pooler if the run has poolers, dropout, and a linear head: logits = W·x + b. */
export const linearExit: ExitModule = {
  shapes: (at, encoder) => ({
    ...featureShapes(at, encoder),
    ...layerShapes(headName(at.exit), at.classes, encoder.width),
  }),
  read(p, at, seen): Said {
    const { features, input } = featuresOf(at, seen);
    return { features, input, logits: layer(p, headName(at.exit), input) };
  },
};

/** The parameters of an exit's pooler, if the run has poolers. */
export const featureShapes = (at: Place, { poolerShapes }: Pick<Encoder, 'poolerShapes'>): Shapes =>
  at.pooler === 'none' ? {} : poolerShapes(poolerName(at));

/** The row after the pooler, if the run has poolers, and the same after dropout. */
export function featuresOf(
  at: Place,
  { row, pool, drop }: Pick<Seen, 'row' | 'pool' | 'drop'>,
): Pick<Said, 'features' | 'input'> {
  const features = at.pooler === 'none' ? row : pool(poolerName(at), row);
  return { features, input: drop(features) };
}
