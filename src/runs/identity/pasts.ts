/** Steps that might have been: what a schedule sees of the run so far. */
import { seededRandom } from '../../text/random';
import type { Method, StepRecord } from '../../types';
import type { RunSizes } from './problem';

/** A short run has several pasts, so that a schedule sees so many steps. */
const SEEN = 256;

/** Numbers of a step go from a part of this many to as many times what they might be. */
const SPREAD = 100;

/** Pasts of all steps, with the notes that the method makes: `notes` are of its first step. */
export function pastsOf(
  { encoders }: Pick<Method, 'encoders'>,
  { steps, depths }: RunSizes,
  notes: Readonly<Record<string, number>>,
): StepRecord[][] {
  const { uniform } = seededRandom('pasts');
  const factor = () => SPREAD ** (2 * uniform() - 1);
  const norm = () => (encoders === 'separate' && depths.length > 1 ? depths.map(factor) : factor());
  const stepOf = (_: unknown, i: number): StepRecord => ({
    step: i + 1,
    loss: depths.map(factor),
    learningRate: 1e-3 * (1 - i / steps),
    gradientNorm: norm(),
    notes: Object.fromEntries(Object.entries(notes).map(([name, value]) => [name, value * factor()])),
  });
  return Array.from({ length: Math.ceil(SEEN / steps) }, () => Array.from({ length: steps }, stepOf));
}
