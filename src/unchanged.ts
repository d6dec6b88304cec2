import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** So many results of a kind are kept, those that were asked for last. */
const KEPT = 4;

/** What tells a folder's files from others: their names, sizes, times and places on the disk. Null for no folder. */
function stampOf(folder: string): string | null {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return null;
  const told = readdirSync(folder).map((name) => {
    const stats = statSync(join(folder, name), { bigint: true, throwIfNoEntry: false });
    return [name, stats?.size, stats?.mtimeNs, stats?.ctimeNs, stats?.ino].join();
  });
  return told.sort().join('\n');
}

/**
 * A function that computes something of the files in a folder, and gives it again as long as the files are as they
 * were. `key` names the folder and what else the result depends on. What fails is not remembered.
 */
export function whileUnchanged<V>(): (key: string, folder: string, compute: () => V) => V {
  const kept = new Map<string, { readonly stamp: string | null; readonly value: V }>();
  return (key, folder, compute) => {
    const stamp = stampOf(folder);
    const before = kept.get(key);
    const value = before && stamp !== null && before.stamp === stamp ? before.value : compute();
    kept.delete(key);
    kept.set(key, { stamp, value });
    for (const oldest of kept.keys()) if (kept.size > KEPT) kept.delete(oldest);
    return value;
  };
}
