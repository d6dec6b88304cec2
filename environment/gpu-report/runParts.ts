import { messageOf } from '../../src/files';
import { fingerprintOf, finishedBefore, keep, type Outcome } from './outcome';
import { TooLong } from './partProcess';
import type { Part } from './parts';

/** The environment of the parts. */
export interface Surroundings {
  /** The folder of finished parts. */
  readonly folder: string;
  /** The fingerprint of the lab. Parts with another fingerprint are not reused. */
  readonly lab: string;
  /** Seconds left of the budget. */
  left(): number;
  say(line: string): void;
  /** Runs the part and returns its result. Throws TooLong after `limit` seconds. */
  run(part: Part, limit: number): Promise<unknown>;
}

/**
 * Runs parts in their order while the budget lasts. Parts that finished earlier are reused. A failed part does not
 * stop the others.
 */
export async function runParts(parts: readonly Part[], surroundings: Surroundings): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [i, part] of parts.entries()) {
    const outcome = await outcomeOf(part, `${i + 1} of ${parts.length}: ${part.title}`, surroundings);
    outcomes.push(outcome);
  }
  return outcomes;
}

async function outcomeOf(part: Part, title: string, surroundings: Surroundings): Promise<Outcome> {
  const { folder, lab, left, say } = surroundings;
  const named = { part: part.name, title: part.title };
  const fingerprint = fingerprintOf(part, lab);
  if (part.leftOut !== undefined) return { ...named, state: 'left out', why: part.leftOut, seconds: 0 };
  const before = finishedBefore(folder, part.name, fingerprint);
  if (before) {
    say(`${title}: finished before`);
    return before;
  }
  if (left() < part.needs) {
    const had = Math.max(0, Math.round(left()));
    const why = `it wants ${Math.round(part.needs)} s, and ${had} s were left; run it again`;
    say(`${title}: not run: ${why}`);
    return { ...named, state: 'not run', why, seconds: 0 };
  }
  say(`${title} (${Math.round(left())} s left)`);
  const outcome = { ...named, ...(await attempt(part, surroundings)) };
  if (outcome.why) say(`  ${outcome.state}: ${outcome.why}`);
  keep(folder, outcome, fingerprint);
  return outcome;
}

async function attempt(part: Part, { left, run }: Surroundings): Promise<Omit<Outcome, 'part' | 'title'>> {
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  try {
    const result = await run(part, Math.min(part.limit, left()));
    const whole = (result as { whole?: boolean }).whole ?? true;
    if (whole) return { state: 'finished', seconds: seconds(), result };
    const why = 'stopped at its time limit; its partial result is in the report';
    return { state: 'too long', why, seconds: seconds(), result };
  } catch (error) {
    const state = error instanceof TooLong ? 'too long' : 'failed';
    return { state, why: messageOf(error), seconds: seconds() };
  }
}
