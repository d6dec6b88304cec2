import { LabError } from '../errors';
import { targetOf } from '../targets';
import type { ExitReading, ExitSignal } from '../types';

/** How two exits in a row agree: their answers are the same class, or numbers nearer to each other than this. */
const NEAR = 0.5;

/**
 * Leave when so many exits in a row, the newest last, have each answered as the one before it (PABEE, Zhou et al.
 * 2020): the count starts at 0 at the first exit and starts again at 0 where the answer changes. Numbers agree within
 * `tolerance`.
 */
export function patienceWithin(tolerance: number): ExitSignal {
  if (!(tolerance > 0 && tolerance < Infinity))
    throw new LabError(`tolerance: expected a number over 0, got ${tolerance}`);
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

/** Patience, where numbers agree within 0.5. */
export const patience = patienceWithin(NEAR);

const answerOf = ({ logits }: ExitReading): number =>
  targetOf(logits.length).predictions(Float32Array.from(logits), logits.length)[0];

function agreement(tolerance: number) {
  return (one?: ExitReading, other?: ExitReading): boolean => {
    if (!one || !other) return false;
    const apart = Math.abs(answerOf(one) - answerOf(other));
    return one.logits.length === 1 ? apart < tolerance : apart === 0;
  };
}
