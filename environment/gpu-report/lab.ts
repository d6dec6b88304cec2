import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../src/paths';

/** Version, compiled sources and Node version. Stored parts of a report are valid for one fingerprint. */
export function labFingerprint(): string {
  const read = (...file: string[]) => readFileSync(join(projectRoot(), ...file), 'utf8');
  const { version } = JSON.parse(read('package.json')) as { version: string };
  return [version, read('dist', '.built'), process.version].join(' ');
}

/** A text without the folder names of this machine, which are private. */
export function withoutFolders(text: string): string {
  const named = [
    [process.execPath, 'node'],
    [projectRoot(), '.'],
    [homedir(), '~'],
  ] as const;
  return named.reduce(
    (told, [folder, name]) => (folder === '/' ? told : told.replaceAll(folder, name)),
    text,
  );
}
