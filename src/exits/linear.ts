import { layer, layerShapes } from '../ops/layer';
import type { ExitModule, Place, Said, Seen } from '../types';
import { headName } from './model';

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
