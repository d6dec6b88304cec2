import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { capture, explain, mustRun, passingProblem } from '../lib/exec.mjs';
import { Failure } from '../lib/failure.mjs';
import { inRoot, ofPython, stamps, venv } from '../lib/paths.mjs';
import { hashFile } from '../lib/stamp.mjs';
import { requireDisk } from './disk.mjs';

const requirements = ['requirements-jupyter.txt', 'constraints.txt'];

const candidates = () =>
  process.env.EARLY_EXIT_PYTHON
    ? [process.env.EARLY_EXIT_PYTHON]
    : ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];

/** The Python of EARLY_EXIT_PYTHON, or the first of 3.10 to 3.13 on the path, as { command, version }; or null. */
export async function findPython() {
  const ask = 'import sys; print("%d.%d.%d" % sys.version_info[:3])';
  for (const command of candidates()) {
    const { code, stdout } = await capture(...ofPython(command, '-c', ask));
    const version = stdout.trim();
    if (code === 0 && /^3\.1[0-3]\./.test(version)) return { command, version };
  }
  return null;
}

const ownPip = inRoot('environment', 'own_pip.py');

/** pip in an environment, as a command and its arguments. */
export const pipIn =
  (folder) =>
  (...words) =>
    ofPython(path.join(folder, 'bin', 'python'), ownPip, ...words);

/** `pip install` in an environment. */
export const pipOf =
  (folder) =>
  (...words) =>
    pipIn(folder)(
      ...['install', '--quiet', '--no-input', '--disable-pip-version-check', '--retries', '2'],
      ...words,
    );

export const pip = pipOf(venv);

export const pythonAdvice =
  'install one (Debian: apt-get install python3 python3-venv) or name it: EARLY_EXIT_PYTHON=/path/to/python3.12';

/** Makes a new virtual environment in `folder`. A link is refused, because its target would be emptied. */
export async function makeVenv(folder) {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink())
    throw new Failure(`expected ${folder} to be a folder, found a link; remove the link and run this again`);
  const python = await findPython();
  if (!python)
    throw new Failure(
      `expected a Python 3.10, 3.11, 3.12 or 3.13, found none among ${candidates().join(', ')}; ${pythonAdvice}`,
    );
  const { code, output } = await capture(...ofPython(python.command, '-m', 'venv', '--clear', folder));
  if (code === 0) return;
  const advice = passingProblem(output) ? '' : '\nDebian: apt-get install python3-venv';
  throw new Failure(`${python.command} could not make a virtual environment:\n${explain(output)}${advice}`);
}

/** Whether an environment's Python runs and finds its packages. Its interpreter may be gone or replaced. */
function pythonFits(folder) {
  const ask = 'import sys; print("python%d.%d" % sys.version_info[:2])';
  const python = path.join(folder, 'bin', 'python');
  const { stdout } = spawnSync(python, ['-I', '-S', '-c', ask], { encoding: 'utf8' });
  const version = stdout?.trim();
  return Boolean(version) && existsSync(path.join(folder, 'lib', version, 'site-packages'));
}

/**
 * Whether an environment has a program that runs. A program contains the path of its environment, so none runs in a
 * clone that was moved.
 */
export function hasProgram(folder, name) {
  const program = path.join(folder, 'bin', name);
  return existsSync(program) && readFileSync(program, 'utf8').includes(`${folder}/`) && pythonFits(folder);
}

const isThere = () => hasProgram(venv, 'jupyter');

export const pythonEnvironment = {
  title: 'Python environment .venv with JupyterLab (pip)',
  stamp: stamps.python,
  inputs: () => [...requirements.map((name) => inRoot('environment', name)), ownPip].map(hashFile),
  present: isThere,
  async run({ anew }) {
    requireDisk();
    if (anew || !isThere()) await makeVenv(venv);
    await mustRun('pip install', ...pip('-r', inRoot('environment', requirements[0])));
  },
};
