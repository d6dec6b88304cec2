import { toTable } from '../figures/markdown';

/** A Markdown table of named values: the names in the first column, the values in the second. */
export const pairsTable = (
  [first, second]: readonly [string, string],
  values: { readonly [name: string]: string | number | undefined },
): string[] => toTable(Object.entries(values).map(([name, value]) => ({ [first]: name, [second]: value })));
