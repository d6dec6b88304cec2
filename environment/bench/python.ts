import { join } from 'node:path';
import { projectRoot } from '../../src/paths';

/** A command of Python's, started so that it minds nothing that a person's shell says to other Pythons. */
export const ofPython = (python: string, ...words: string[]): [string, string[]] => [
  'sh',
  [join(projectRoot(), 'environment', 'with-python.sh'), python, ...words],
];

/** The same for an environment of the project; a person's own Python may need what their shell says. */
export const ofAnyPython = (python: string, ...words: string[]): [string, string[]] =>
  python.startsWith(join(projectRoot(), '.venv')) ? ofPython(python, ...words) : [python, words];
