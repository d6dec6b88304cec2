import { labelsApart } from '../analysis';
import { groupBy } from '../analysis/groups';
import { summarise } from '../analysis/statistics';
import { gap, judgePart } from '../claims';
import { methodTitle } from '../figures';
import type { RunRecord } from '../types';
import type { SignalPair } from './checkSignals';
import { check } from './checks';
import { showTable } from './table';

/**
 * Shows how far apart the labels leave by each of two signals at about 2x, as means over the seeds, and checks for each
 * method that they leave farther apart by the first signal, with the interval over seeds.
 */
export function checkLabelsApart(runs: readonly RunRecord[], { better, worse }: SignalPair): void {
  const rows = labelsApart(runs, [better, worse]);
  const table = groupBy(rows, ({ method, task }) => [method, task]).map((group) => ({
    ...{ method: methodTitle(group[0].method), task: group[0].task },
    ...Object.fromEntries(
      groupBy(group, ({ policy }) => [policy]).map((own) => [
        `by ${own[0].policy} (%)`,
        100 * summarise(own.map(({ score }) => score)).mean,
      ]),
    ),
  }));
  showTable(table, 'how far apart the labels leave at about 2x; 0%: at the same exits');
  for (const method of new Set(runs.map(({ config }) => config.method))) {
    const terms = gap({ method, policy: better.name }, { method, policy: worse.name }, [2]);
    const name = `${methodTitle(method)}: labels leave farther apart by ${better.name} than by ${worse.name}`;
    check(name, judgePart({ label: '', terms }, { rows }));
  }
}
