/** Lines that scores are compared with. */
import type { TopLevelSpec } from 'vega-lite';
import { AVERAGE } from '../analysis/rows';
import type { FigureOptions } from './options';

/** A layer of any figure. */
export type Layer = Extract<TopLevelSpec, { layer: unknown }>['layer'][number];

/** The colour of dashed lines that belong to no method. */
export const REFERENCE = '#8A8A8A';

/** The score of chance in percent: that of the task, or the mean over the tasks of an average. */
export function chanceOf({ chance = {} }: Pick<FigureOptions, 'chance'>, task: string): number | null {
  const levels = Object.values(chance);
  if (chance[task] !== undefined) return 100 * chance[task];
  if (task !== AVERAGE || levels.length === 0) return null;
  return (100 * levels.reduce((sum, level) => sum + level, 0)) / levels.length;
}

/** A vertical domain with the chance in it, unless the scores are so far above it that they would be squeezed. */
export function withChance([low, high]: readonly [number, number], chance: number | null): [number, number] {
  const margin = 0.06 * (high - low);
  return chance === null || low - chance > high - low ? [low, high] : [Math.min(low, chance - margin), high];
}

/** A dashed line at a level, with its name at one side; a note where the level is below the axis. */
export function referenceLayers(
  level: number | null,
  name: string,
  [low]: readonly [number, number],
  side: 'left' | 'right' = 'right',
): Layer[] {
  if (level === null) return [];
  const text = level < low ? `${name}, ${level.toFixed(1)}, is below` : name;
  const data = { values: [{ level: Math.max(low, level), name: text }] };
  const y = { field: 'level', type: 'quantitative' } as const;
  const rule: Layer = {
    data,
    mark: { type: 'rule', color: REFERENCE, strokeDash: [5, 4], strokeWidth: 1.2 },
    encoding: { y },
  };
  const words: Layer = {
    data,
    mark: { type: 'text', align: side, dx: side === 'left' ? 4 : -4, dy: -6, fontSize: 10.5, color: '#555' },
    encoding: { y, x: { value: side === 'left' ? 0 : 'width' }, text: { field: 'name', type: 'nominal' } },
  };
  return level < low ? [words] : [rule, words];
}
