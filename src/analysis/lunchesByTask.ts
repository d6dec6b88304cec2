/** What leaving early saves and costs on each task. */
import type { ExitPolicy, RunRecord } from '../types';
import { freeLunches } from './freeLunch';
import { groupBy } from './groups';
import { tradeOff } from './rows';
import { summarise } from './statistics';

/** The free lunch of a task, and the price of half the cost, as means over the seeds. */
export interface TaskLunch {
  readonly task: string;
  readonly seeds: number;
  /** The score of the last exit. */
  readonly lastExit: number;
  /** The least cost fraction without loss, chosen on the examples that it is read on. */
  readonly costFraction: number;
  /** The cost, and the score less that of the last exit, where the threshold was chosen on the other half. */
  readonly heldOutCost: number;
  readonly heldOutGain: number;
  /** The score at half the cost less that of the last exit. */
  readonly atHalf: number;
}

/**
 * The cheapest threshold without loss (`freeLunches`) and the score at half the cost (`tradeOff`) of some runs of one
 * method, a row for each task. The default policy is that of the method.
 */
export function lunchesByTask(runs: readonly RunRecord[], policy?: ExitPolicy): TaskLunch[] {
  const halves = tradeOff(runs, policy).filter(({ x }) => x === 1 / 2);
  return groupBy(freeLunches(runs, policy), ({ task }) => [task]).map((lunches) => {
    const mean = (of: (lunch: (typeof lunches)[number]) => number) => summarise(lunches.map(of)).mean;
    const [{ task }] = lunches;
    const atHalf = (seed: number) =>
      halves.find((row) => row.task === task && row.seed === seed)?.score ?? NaN;
    return {
      ...{ task, seeds: lunches.length, lastExit: mean(({ lastExit }) => lastExit) },
      costFraction: mean(({ costFraction }) => costFraction),
      heldOutCost: mean(({ heldOutCost }) => heldOutCost),
      heldOutGain: mean(({ heldOutGain }) => heldOutGain),
      atHalf: mean(({ seed, lastExit }) => atHalf(seed) - lastExit),
    };
  });
}
