import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { explained } from '../../encoders/readBytes';
import { LabError } from '../../errors';

/** Throws LabError if there are files in the folder. */
export function requireNew(folder: string): void {
  if (!existsSync(folder)) return;
  const [first] = explained(folder, 'a new folder for the model', () => readdirSync(folder));
  if (first === undefined) return;
  throw new LabError(
    `expected a new or an empty folder for the model, got ${folder} with ${first} in it; choose another folder`,
  );
}

/** Makes a folder that `fill` writes into under another name. It appears with all of its files, or not at all. */
export function intoNewFolder(folder: string, fill: (work: string) => void): void {
  requireNew(folder);
  const work = join(dirname(folder), `.${basename(folder)}.${process.pid}.tmp`);
  try {
    fill(work);
    explained(folder, 'a new folder for the model', () => renameSync(work, folder));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
