import { existsSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from '../files';
import { hasRecord } from './record';

/** Moves a finished record out of the way of a fresh run, to the first free place of the store's folder `.replaced`. */
export function setAside(folder: string): void {
  if (!hasRecord(folder)) return;
  const replaced = join(dirname(folder), '.replaced');
  makeFolder(replaced);
  let count = 1;
  while (existsSync(join(replaced, `${basename(folder)}-${count}`))) count += 1;
  renameSync(folder, join(replaced, `${basename(folder)}-${count}`));
}
