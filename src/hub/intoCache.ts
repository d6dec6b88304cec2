import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { LabError } from '../errors';
import { codeOf } from '../files';
import { hubCache, hubHome } from './settings';

const full = ['ENOSPC', 'EDQUOT', 'EFBIG'];
const closed = ['EROFS', 'EACCES', 'EPERM', 'ENOTDIR', 'EEXIST', 'EISDIR', 'ELOOP', 'EIO'];

/** Runs work that writes a file of the cache. Throws LabError if the disk is full or the folder cannot be written. */
export async function intoCache<T>(path: string, work: () => T | Promise<T>): Promise<T> {
  try {
    mkdirSync(dirname(path), { recursive: true });
    return await work();
  } catch (error) {
    const code = codeOf(error);
    if (full.includes(code))
      throw new LabError(
        `expected room for ${path}, but the disk is full (${code}); make room, or set ${variableOf(path)} to a folder ` +
          'on another disk; what has been fetched is kept, and the next call goes on from there',
      );
    if (closed.includes(code))
      throw new LabError(
        `expected to write ${path}, but the folder cannot be written (${code}); ` +
          `set ${variableOf(path)} to a folder that you may write`,
      );
    throw error;
  }
}

const variableOf = (path: string): string =>
  path.startsWith(hubCache()) ? 'HF_HUB_CACHE' : path.startsWith(hubHome()) ? 'HF_HOME' : 'HF_HUB_CACHE';
