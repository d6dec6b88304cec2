/** Groups of the rows with equal keys, in the order of first appearance. */
export function groupBy<T>(rows: readonly T[], key: (row: T) => readonly unknown[]): T[][] {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const name = JSON.stringify(key(row));
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  return [...groups.values()];
}
