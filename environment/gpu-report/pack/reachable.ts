import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const REQUIRE = /\brequire\(\s*["']([^"']+)["']\s*\)/g;

/**
 * The absolute paths of the files that some files require, directly or indirectly: these files themselves, and the
 * package.json of every package. Files that are not found are skipped, because packages have optional dependencies.
 */
export function reachable(entries: readonly string[]): Set<string> {
  const found = new Set<string>();
  const waiting = [...entries];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    if (/\.c?js$/.test(file)) waiting.push(...requiredBy(file), ...packageFiles(file));
  }
  return found;
}

function requiredBy(file: string): string[] {
  const { resolve } = createRequire(file);
  return [...readFileSync(file, 'utf8').matchAll(REQUIRE)].flatMap(([, name]) => {
    try {
      const path = resolve(name);
      return path.startsWith('/') ? [path] : [];
    } catch {
      return [];
    }
  });
}

/** The files that identify a package: its package.json and licence. */
function packageFiles(file: string): string[] {
  if (!file.includes('/node_modules/')) return [];
  let folder = dirname(file);
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return ['package.json', 'LICENSE', 'LICENSE.md'].map((name) => join(folder, name)).filter(existsSync);
}
