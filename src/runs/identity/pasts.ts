/** Synthetic histories of steps, as inputs of a schedule. */
import { seededRandom } from '../../text/random';
import type { Method, StepRecord } from '../../types';
import type { RunSizes } from './problem';

/** The number of steps that a schedule sees. A short run has several histories. */
const SEEN = 256;

/** Numbers of a step vary by up to this factor in both directions. */
const SPREAD = 100;

/** Histories of all steps with the notes of the method. `notes` are those of its first step. */
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
