/** What a learned gate says by level of difficulty, within bands of equal length. */

import { LabError } from '../errors';
import type { ExitRecord } from '../types';
import { lengthBands } from './lengthBands';
import { meanGate } from './meanGates';

/** Fewer examples of a level than this give no mean. */
const LEAST_EXAMPLES = 15;

/**
 * The mean gate of the exit at one depth on the examples of each level, within bands of the number of words: a row for
 * each band with `words`, `examples` and `level 1`, `level 2`, ... A level with fewer than 15 examples in a band is
 * NaN.
 */
export function gatesInBands(
  record: ExitRecord,
  difficulties: readonly number[],
  lengths: readonly number[],
  { depth, count = 3 }: { readonly depth: number; readonly count?: number },
) {
  const exit = record.depths.indexOf(depth);
  if (exit < 0) throw new LabError(`expected an exit after block ${record.depths.join(', ')}, got ${depth}`);
  const levels = [...new Set(difficulties)].sort((a, b) => a - b);
  const mean = meanGate(record);
  return lengthBands(lengths, count).map(({ least, most }) => {
    const inside = (n: number) => least <= lengths[n] && lengths[n] <= most;
    const counted = (level: number) => difficulties.filter((one, n) => one === level && inside(n)).length;
    const gate = (level: number) =>
      counted(level) < LEAST_EXAMPLES ? NaN : mean(exit, (n) => difficulties[n] === level && inside(n));
    return {
      words: least === most ? `${least}` : `${least} to ${most}`,
      examples: lengths.filter((_, n) => inside(n)).length,
      ...Object.fromEntries(levels.map((level) => [`level ${level}`, gate(level)])),
    };
  });
}
