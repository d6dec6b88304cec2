import { join } from 'node:path';
import { readSummary } from '../runs/record';
import { Busy, Diverged } from '../runs/surroundings';
import { type GridRun, stateOf } from './grid';
import { durationText, secondsLeft } from './pace';

/** The environment of a grid. */
export interface GridSurroundings {
  readonly store: string;
  /** Ids of the runs that ship. */
  readonly shipped: ReadonlySet<string>;
  say(line: string): void;
  /** Trains one run. A run that throws Busy is skipped. */
  train(one: GridRun): Promise<void>;
}

/**
 * Trains the missing runs one after another. Before each run, prints its name and the predicted time of the rest. A
 * run that diverges is reported, and the next run begins. A run that another process finishes in the meantime is not
 * trained again.
 */
export async function trainMissing(runs: readonly GridRun[], surroundings: GridSurroundings): Promise<void> {
  const { store, shipped, say, train } = surroundings;
  for (const [i, one] of runs.entries()) {
    if (stateOf(one, store, shipped) !== 'missing') continue;
    say(`run ${i + 1} of ${runs.length}: ${one.id}${timeLeft(runs, store, shipped)}`);
    try {
      await train(one);
    } catch (error) {
      if (!(error instanceof Busy || error instanceof Diverged)) throw error;
      say(error.message);
    }
  }
}

/** `; about 2 h 5 min of training left`, predicted from the records in the store; empty if there are none. */
function timeLeft(runs: readonly GridRun[], store: string, shipped: ReadonlySet<string>): string {
  const states = runs.map((one) => ({ one, state: stateOf(one, store, shipped) }));
  const missing = states.filter(({ state }) => state === 'missing').map(({ one }) => one.config);
  const trained = states
    .filter(({ state }) => state === 'finished')
    .map(({ one }) => readSummary(join(store, one.id)));
  const seconds = secondsLeft(missing, trained);
  return seconds === null ? '' : `; about ${durationText(seconds)} of training left`;
}
