import { layer, layerShapes } from '../ops/layer';
import type { ExitModule, Said } from '../types';
import { featuresOf, poolerShapes } from './features';
import { headName } from './model';

/** The basic exit: a row [B, H], a pooler if the run has poolers, dropout, and a linear head: logits = W·x + b. */
export const linearExit: ExitModule = {
  shapes: (at, encoder) => ({
    ...poolerShapes(at, encoder),
    ...layerShapes(headName(at.exit), at.classes, encoder.width),
  }),
  read(p, at, seen): Said {
    const { features, input } = featuresOf(at, seen);
    return { features, input, logits: layer(p, headName(at.exit), input) };
  },
};
