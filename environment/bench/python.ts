import { join } from 'node:path';
import { projectRoot } from '../../src/paths';

/** A Python command that ignores the environment variables of other Pythons. */
export const ofPython = (python: string, ...words: string[]): [string, string[]] => [
  'sh',
  [join(projectRoot(), 'environment', 'with-python.sh'), python, ...words],
];

/**
 * A command of the project's Python, or of a person's Python, which may need the environment variables of its shell.
 */
export const ofAnyPython = (python: string, ...words: string[]): [string, string[]] =>
  python.startsWith(join(projectRoot(), '.venv')) ? ofPython(python, ...words) : [python, words];
