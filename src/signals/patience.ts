import { LabError } from '../errors';
import { targetOf } from '../targets';
import type { ExitReading, ExitSignal } from '../types';

/**
 * The default tolerance. Two answers agree if they are the same class, or numbers that differ by less than the
 * tolerance.
 */
const NEAR = 0.5;

/**
 * Leave when a number of consecutive exits, up to the newest, have the same answer as the exit before them (PABEE, Zhou
 * et al. 2020). The count starts at 0 at the first exit and is reset to 0 when the answer changes. Numbers agree if
 * they differ by less than `tolerance`. Throws LabError if `tolerance` is not above 0.
 */
export function patienceWithin(tolerance: number): ExitSignal {
  if (!(tolerance > 0 && tolerance < Infinity))
    throw new LabError(`tolerance: expected a number above 0, got ${tolerance}`);
  return {
    name: tolerance === NEAR ? 'patience' : `patience within ${tolerance}`,
    paper: 'PABEE (Zhou et al. 2020)',
    exitsWhen: 'score >= threshold',
    score(reached) {
      const agree = agreement(tolerance);
      let count = 0;
      while (count + 1 < reached.length && agree(reached.at(-1 - count), reached.at(-2 - count))) count++;
      return count;
    },
  };
}

/** Patience with a tolerance of 0.5 for numbers. */
export const patience = patienceWithin(NEAR);

const answerOf = ({ logits }: ExitReading): number =>
  targetOf(logits.length).predictions(asFloats(logits), logits.length)[0];

/** The logits of a record are float32 already. */
const asFloats = (logits: ArrayLike<number>): Float32Array =>
  logits instanceof Float32Array ? logits : Float32Array.from(logits);

function agreement(tolerance: number) {
  return (one?: ExitReading, other?: ExitReading): boolean => {
    if (!one || !other) return false;
    const apart = Math.abs(answerOf(one) - answerOf(other));
    return one.logits.length === 1 ? apart < tolerance : apart === 0;
  };
}
