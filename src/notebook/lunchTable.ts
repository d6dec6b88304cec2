import type { TaskLunch } from '../analysis';
import { points } from '../claims';

const percent = (score: number): string => (100 * score).toFixed(1);
const change = (score: number): string => points(100 * score);

/** Rows for `showTable`: scores in percent, differences from the last exit in points. */
export const lunchTable = (lunches: readonly TaskLunch[]): { readonly [column: string]: string | number }[] =>
  lunches.map(({ task, seeds, lastExit, costFraction, heldOutCost, heldOutGain, atHalf }) => ({
    task,
    seeds,
    'last exit (%)': percent(lastExit),
    'least cost without loss': costFraction.toFixed(2),
    'chosen on the other half: cost': heldOutCost.toFixed(2),
    'score (points)': change(heldOutGain),
    'half the cost: score (points)': change(atHalf),
  }));
