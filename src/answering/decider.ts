import { rules } from '../analysis/decide';
import { LabError } from '../errors';
import { firstNotFinite } from '../finite';
import type { ExitReading } from '../types';
import type { AnswerOptions } from './types';

/** The exits that an example has reached, the newest last: what they said, and what the policy answers there. */
export interface Reached {
  readonly said: ExitReading[];
  readonly answered: (ExitReading & { readonly logits: Float32Array })[];
}

export const nothingReached = (): Reached => ({ said: [], answered: [] });

/** The outputs of one exit for one example. */
export type Reading = Reached['answered'][number];

/** Takes the next exit of an example: the score there, and whether the example leaves. */
export type Decider = (
  reached: Reached,
  reading: Reading,
) => { readonly score: number; readonly leaves: boolean };

/**
 * Decides as `answersBy` and `decide` do on a whole record: scores and threshold are compared as float32, and the
 * score is that of the policy's answers. Throws LabError for outputs or scores that are not finite.
 */
export function deciderOf({ policy, threshold }: Pick<AnswerOptions, 'policy' | 'threshold'>): Decider {
  const { signal, answer } = policy;
  const isMet = rules[signal.exitsWhen];
  const least = Math.fround(threshold);
  return ({ said, answered }, reading) => {
    requireFinite(reading);
    said.push(reading);
    answered.push(answer ? { ...reading, logits: Float32Array.from(answer(said)) } : reading);
    const score = Math.fround(signal.score(answered));
    if (Number.isNaN(score))
      throw new LabError(`expected a score of ${signal.name}, got NaN at depth ${reading.depth}`);
    return { score, leaves: isMet(score, least) };
  };
}

function requireFinite({ depth, logits }: Reading): void {
  const at = firstNotFinite(logits);
  if (at < 0) return;
  throw new LabError(
    `expected finite outputs, got the logit ${logits[at]} from the exit at depth ${depth}; ` +
      'the weights overflow or are damaged; use another checkpoint',
  );
}
