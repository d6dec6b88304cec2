import { mustRun } from '../lib/exec.mjs';
import { Failure } from '../lib/failure.mjs';
import { inRoot, stamps, workflowVenv } from '../lib/paths.mjs';
import { hashFile } from '../lib/stamp.mjs';
import { findPython, hasProgram, makeVenv, pipOf, pythonAdvice } from './python.mjs';

const requirements = inRoot('environment', 'workflow', 'requirements.txt');
const isThere = () => hasProgram(workflowVenv, 'snakemake');

/** Throws a Failure if Python is too old for Snakemake 9, which needs a newer one than the lab. */
async function requirePython() {
  const python = await findPython();
  if (python?.version.startsWith('3.10.'))
    throw new Failure(
      `expected a Python 3.11, 3.12 or 3.13 for Snakemake, found ${python.version}; ${pythonAdvice}`,
    );
}

/** Made when a workflow first runs, not by set-up. */
export const snakemake = {
  title: 'Snakemake in .venv-workflow (pip)',
  stamp: stamps.snakemake,
  inputs: () => hashFile(requirements),
  present: isThere,
  async run({ anew }) {
    if (anew || !isThere()) {
      await requirePython();
      await makeVenv(workflowVenv);
    }
    await mustRun('pip install', ...pipOf(workflowVenv)('--no-compile', '-r', requirements));
  },
};
