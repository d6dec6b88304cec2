import type { Arm } from '../analysis/arms';
import { SOLID } from './dashes';
import { legendOf } from './style';

/**
 * The most entries in one line of a legend; otherwise lines have `columns`. Below a single panel there is less room.
 */
const lines = { top: { most: 6, columns: 4 }, bottom: { most: 4, columns: 3 } } as const;

/**
 * The channels that show the method of a mark: colour, with the legend, shape, and the dash of a line if some have one.
 */
export function methodChannels(rows: readonly Arm[], orient: 'top' | 'bottom' = 'top') {
  const { entries, labelOf } = legendOf(rows);
  const domain = entries.map(({ label }) => label);
  const { most, columns } = lines[orient];
  const method = { field: 'method', type: 'nominal', title: null } as const;
  const color = {
    ...method,
    scale: { domain, range: entries.map(({ colour }) => colour) },
    legend: { orient, symbolOpacity: 1, ...(domain.length > most && { columns }) },
  } as const;
  const shape = { ...method, scale: { domain, range: entries.map((entry) => entry.shape) } } as const;
  const dashed = entries.some(({ dash }) => dash !== SOLID);
  const range = entries.map(({ dash }) => [...dash]);
  const dash = dashed ? ({ strokeDash: { ...method, scale: { domain, range } } } as const) : {};
  return { color, shape, dash, labelOf };
}
