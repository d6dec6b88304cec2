import { gunzipSync } from 'node:zlib';
import { LabError } from './errors';
import { codeOf, readFileOrExplain } from './files';
import { GZIP_HEAD, refuseForeign } from './foreign';

/**
 * The content of a file that gzip compressed. It is in memory whole. Throws LabError if the file cannot be read, is no
 * archive or is damaged. `what` names the expected file.
 */
export function gunzipped(file: string, what: string): Buffer {
  const stored = readFileOrExplain(file, what);
  if (stored.toString('latin1', 0, GZIP_HEAD.length) !== GZIP_HEAD) refuseForeign(file, what, stored);
  try {
    return gunzipSync(stored);
  } catch (error) {
    throw new LabError(
      `${file}: expected ${what}, compressed by gzip; it cannot be unpacked (${codeOf(error)}); restore the file`,
    );
  }
}
