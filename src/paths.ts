import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
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

/** A path for a person: one within the project from there, any other whole. */
export function shownPath(path: string): string {
  const within = relative(projectRoot(), path);
  return within.startsWith('..') ? path : within;
}

interface Standing {
  /** The folder that typed paths are meant from. */
  standing(process?: Pick<NodeJS.Process, 'env' | 'argv'> & { readonly cwd: string }): string;
  typedPath(text: string): string;
  /** A program's path; a name that is looked for on the PATH stays. */
  typedProgram(text: string): string;
  /** The path of a profile of one's own; the name of one of the lab's stays. */
  typedProfile(text: string): string;
  /** Makes the paths in the environment whole, also for the processes that this one starts. */
  wholeEnvironment(): void;
}

/**
 * What paths mean that a person types in a terminal: environment/lib/standing.cjs, which set-up needs before this is
 * compiled. Paths in code, such as a notebook's, are not typed: they are meant from the folder that the process works
 * in.
 */
export const standing = (): Standing => require(join(projectRoot(), 'environment', 'lib', 'standing.cjs'));

function isProject(folder: string): boolean {
  const file = join(folder, 'package.json');
  return existsSync(file) && /"name":\s*"early-exit-lab"/.test(readFileSync(file, 'utf8'));
}
