import { existsSync, lstatSync, readFileSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { capture, mustRun } from '../lib/exec.mjs';
import { Failure } from '../lib/failure.mjs';
import { inRoot, root, stamps, venv } from '../lib/paths.mjs';
import { hashFile } from '../lib/stamp.mjs';

const requirements = ['requirements-jupyter.txt', 'constraints.txt'];
const gigabyte = 2 ** 30;

const candidates = () =>
  process.env.EARLY_EXIT_PYTHON
    ? [process.env.EARLY_EXIT_PYTHON]
    : ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];

/** The Python of EARLY_EXIT_PYTHON, or the first of 3.10 to 3.13 on the path, as { command, version }; or null. */
export async function findPython() {
  const ask = 'import sys; print("%d.%d.%d" % sys.version_info[:3])';
  for (const command of candidates()) {
    const { code, output } = await capture(command, ['-c', ask]);
    const version = output.trim();
    if (code === 0 && /^3\.1[0-3]\./.test(version)) return { command, version };
  }
  return null;
}

/** `pip install` in an environment, as a command and its arguments. */
export const pipOf =
  (folder) =>
  (...args) => [
    path.join(folder, 'bin', 'python'),
    [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--no-input',
      '--disable-pip-version-check',
      '--retries',
      '2',
      ...args,
    ],
  ];

export const pip = pipOf(venv);

export const pythonAdvice =
  'install one (Debian: apt-get install python3 python3-venv) or name it: EARLY_EXIT_PYTHON=/path/to/python3.12';

/** A fresh virtual environment in `folder`. Through a link, another folder would be emptied. */
export async function makeVenv(folder) {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink())
    throw new Failure(`expected ${folder} to be a folder, found a link; remove the link and run this again`);
  const python = await findPython();
  if (!python)
    throw new Failure(
      `expected a Python 3.10, 3.11, 3.12 or 3.13, found none among ${candidates().join(', ')}; ${pythonAdvice}`,
    );
  const { code, output } = await capture(python.command, ['-m', 'venv', '--clear', folder]);
  if (code !== 0) {
    throw new Failure(
      `${python.command} could not make a virtual environment:\n  ${output.trim()}\nDebian: apt-get install python3-venv`,
    );
  }
}

function requireDisk() {
  const { bavail, bsize } = statfsSync(root);
  const free = (bavail * bsize) / gigabyte;
  if (free < 3) throw new Failure(`expected 3 GB of free disk for .venv, got ${free.toFixed(1)} GB`);
}

/**
 * Whether an environment has a program that runs. A program names the folder it was made for: in a clone that was moved, none of
 * them does.
 */
export function hasProgram(folder, name) {
  const [program, python] = [name, 'python'].map((one) => path.join(folder, 'bin', one));
  return existsSync(program) && readFileSync(program, 'utf8').includes(`${folder}/`) && existsSync(python);
}

const isThere = () => hasProgram(venv, 'jupyter');

export const pythonEnvironment = {
  title: 'Python environment .venv with JupyterLab (pip)',
  stamp: stamps.python,
  inputs: () => requirements.map((name) => hashFile(inRoot('environment', name))),
  present: isThere,
  async run({ anew }) {
    requireDisk();
    if (anew || !isThere()) await makeVenv(venv);
    await mustRun('pip install', ...pip('-r', inRoot('environment', requirements[0])));
  },
};
