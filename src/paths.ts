import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { LabError } from './errors';

/**
 * The folder with the project's package.json, for any output folder of the compiler. Throws LabError if there is none.
 */
export function projectRoot(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    if (isProject(folder)) return folder;
    if (folder === dirname(folder)) {
      throw new LabError(`expected the package.json of early-exit-lab above ${__dirname}, found none`);
    }
  }
}

/** A path for a person: relative to the project if it is inside, else absolute. */
export function shownPath(path: string): string {
  const within = relative(projectRoot(), path);
  return within.startsWith('..') ? path : within;
}

interface Standing {
  /** The folder to which typed paths are relative. */
  standing(process?: Pick<NodeJS.Process, 'env' | 'argv'> & { readonly cwd: string }): string;
  typedPath(text: string): string;
  /** The path of a program. A name to be found on PATH is unchanged. */
  typedProgram(text: string): string;
  /** The path of a custom profile. The name of a profile of the lab is unchanged. */
  typedProfile(text: string): string;
  /** Makes the paths in the environment absolute, also for child processes. */
  wholeEnvironment(): void;
}

/**
 * Resolves paths that a person types in a terminal: types for environment/lib/standing.cjs, which set-up uses before
 * the TypeScript is compiled. Paths in code, such as in a notebook, are relative to the working folder of the process.
 */
export const standing = (): Standing => require(join(projectRoot(), 'environment', 'lib', 'standing.cjs'));

function isProject(folder: string): boolean {
  const file = join(folder, 'package.json');
  return existsSync(file) && /"name":\s*"early-exit-lab"/.test(readFileSync(file, 'utf8'));
}
