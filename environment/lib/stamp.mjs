import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Hash of any plain value. */
export const fingerprint = (value) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** sha256 of a file's bytes, or 'absent'. */
export function hashFile(file) {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex');
  } catch {
    return 'absent';
  }
}

/** [relative path, sha256] of every file below `folder` whose name ends in `suffix`, sorted. */
export function hashTree(folder, suffix) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(suffix))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort()
    .map((file) => [path.relative(folder, file), hashFile(file)]);
}

export function readStamp(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** Writes a file atomically: to a temporary file that is then renamed. */
export function writeAtomic(file, text) {
  mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, text);
  renameSync(temporary, file);
}

export const removeStamp = (file) => rmSync(file, { force: true });
