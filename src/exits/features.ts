import type { Encoder, Place, Said, Seen, Shapes } from '../types';
import { headName } from './model';

/** The name of the pooler of an exit: its own, or that of all exits. */
const poolerName = ({ exit, pooler }: Place): string =>
  pooler === 'per-exit' ? `${headName(exit)}.pooler` : 'pooler';

/** The parameters of that pooler; none if the run has no poolers. */
export const poolerShapes = (at: Place, encoder: Pick<Encoder, 'poolerShapes'>): Shapes =>
  at.pooler === 'none' ? {} : encoder.poolerShapes(poolerName(at));

/** What a head reads: the row of each example, after the pooler if the run has poolers, and the same after dropout. */
export function featuresOf(
  at: Place,
  { row, pool, drop }: Pick<Seen, 'row' | 'pool' | 'drop'>,
): Pick<Said, 'features' | 'input'> {
  const features = at.pooler === 'none' ? row : pool(poolerName(at), row);
  return { features, input: drop(features) };
}
