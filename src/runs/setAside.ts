import { existsSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from '../files';

/** Moves a finished record to the first free name in the store's folder `.replaced`, to make room for a fresh run. */
export function setAside(folder: string): void {
  const replaced = join(dirname(folder), '.replaced');
  makeFolder(replaced);
  let count = 1;
  while (existsSync(join(replaced, `${basename(folder)}-${count}`))) count += 1;
  renameSync(folder, join(replaced, `${basename(folder)}-${count}`));
}
