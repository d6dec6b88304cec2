import type { Arm } from '../analysis/arms';
import { legendOf } from './style';

/** The number of entries in one line of a legend. More entries go into lines of four. */
const ONE_LINE = 6;

/** The channels that show the method of a mark: colour, with the legend above, and shape; and the tooltip. */
export function methodChannels(rows: readonly Arm[]) {
  const { entries, labelOf } = legendOf(rows);
  const domain = entries.map(({ label }) => label);
  const method = { field: 'method', type: 'nominal', title: null } as const;
  const color = {
    ...method,
    scale: { domain, range: entries.map(({ colour }) => colour) },
    legend: { orient: 'top', symbolOpacity: 1, ...(domain.length > ONE_LINE && { columns: 4 }) },
  } as const;
  const shape = { ...method, scale: { domain, range: entries.map((entry) => entry.shape) } } as const;
  return { color, shape, labelOf };
}
