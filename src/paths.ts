import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LabError } from './errors';

/** The folder that holds the project's package.json, whichever folder the code was compiled into. */
export function projectRoot(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    if (isProject(folder)) return folder;
    if (folder === dirname(folder)) {
      throw new LabError(`expected the package.json of early-exit-lab above ${__dirname}, found none`);
    }
  }
}

function isProject(folder: string): boolean {
  const file = join(folder, 'package.json');
  return existsSync(file) && /"name":\s*"early-exit-lab"/.test(readFileSync(file, 'utf8'));
}
