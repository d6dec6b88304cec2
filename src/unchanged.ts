import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The number of results that are kept: the most recently used ones. */
const KEPT = 4;

/** The state of the files in a folder: their names, sizes, times and inodes. It is null if there is no folder. */
function stampOf(folder: string): string | null {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return null;
  const told = readdirSync(folder).map((name) => {
    const stats = statSync(join(folder, name), { bigint: true, throwIfNoEntry: false });
    return [name, stats?.size, stats?.mtimeNs, stats?.ctimeNs, stats?.ino].join();
  });
  return told.sort().join('\n');
}

/**
 * A function that computes a value from the files in a folder and caches it while the files are unchanged. `key` names
 * the folder and everything else on which the result depends. Errors are not cached.
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
