import { messageOf } from '../../src/files';
import { fingerprintOf, finishedBefore, keep, type Outcome } from './outcome';
import { TooLong } from './partProcess';
import type { Part } from './parts';

/** What stands around the parts. */
export interface Surroundings {
  /** Where finished parts are kept. */
  readonly folder: string;
  /** Versions of the lab: another one's parts are not taken for this one's. */
  readonly lab: string;
  /** Seconds left of the budget. */
  left(): number;
  say(line: string): void;
  /** Does the part's work and gives its result. Throws TooLong after `limit` seconds. */
  run(part: Part, limit: number): Promise<unknown>;
}

/**
 * Runs parts in their order, as far as the budget goes. A part that was finished before is kept, and none stops the
 * others.
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
    const why = 'stopped at its time limit; what was done until then is in the report';
    return { state: 'too long', why, seconds: seconds(), result };
  } catch (error) {
    const state = error instanceof TooLong ? 'too long' : 'failed';
    return { state, why: messageOf(error), seconds: seconds() };
  }
}
