import { readdirSync } from 'node:fs';
import { capture, explain, mustRun, passingProblem } from '../lib/exec.mjs';
import { Failure } from '../lib/failure.mjs';
import { inRoot, sitePackages, stamps, venv } from '../lib/paths.mjs';
import { timed } from '../lib/say.mjs';
import { fingerprint, hashFile, readStamp, removeStamp, writeAtomic } from '../lib/stamp.mjs';
import { libraryIsThere } from '../lib/wheel.mjs';
import { tensorflowVariant } from './asked.mjs';
import { requireDiskForTensorflow } from './disk.mjs';
import { pip, pipIn } from './python.mjs';

const requirements = () => inRoot('environment', `requirements-tensorflow-${tensorflowVariant()}.txt`);

/** Changes when another TensorFlow is asked for. */
export const tensorflowInputs = () => fingerprint([hashFile(requirements()), tensorflowVariant()]);

export const tensorflowDone = () => readStamp(stamps.tensorflow) === tensorflowInputs() && libraryIsThere();

/** Names of the Python packages in .venv. */
const installed = () =>
  readdirSync(sitePackages()).flatMap((entry) => entry.match(/^(.+?)-.*\.dist-info$/)?.[1] ?? []);

/** The packages in .venv of the other TensorFlow: the wheel and, for the CPU, the libraries of CUDA. */
function leftOver() {
  const wheel = tensorflowVariant() === 'cuda' ? 'tensorflow_cpu' : 'tensorflow';
  const libraries = tensorflowVariant() === 'cuda' ? [] : installed().filter((name) => /^nvidia_/.test(name));
  return [...(installed().includes(wheel) ? ['tensorflow', 'tensorflow-cpu'] : []), ...libraries];
}

/** Removes the other wheel: both have the same files under two names, and pip would mix them or install nothing. */
async function removeOther() {
  const names = leftOver();
  if (names.length > 0)
    await mustRun('pip uninstall', ...pipIn(venv)('uninstall', '--quiet', '--yes', ...names));
}

/** Null if pip installed TensorFlow, or why that is impossible. Throws a Failure for a problem that may pass. */
function problemOf({ code, output }) {
  const problem = `pip could not install TensorFlow:\n${explain(output)}`;
  if (code !== 0 && passingProblem(output)) throw new Failure(problem);
  if (code !== 0) return problem;
  if (libraryIsThere()) return null;
  throw new Failure(`pip says that TensorFlow is installed, but its library is not in ${venv}`);
}

/** Installs a missing wheel. Returns null, or the reason why that is impossible on this machine. */
export async function installTensorflow() {
  if (tensorflowDone()) return null;
  return timed(
    `TensorFlow 2.21 for ${tensorflowVariant() === 'cuda' ? 'NVIDIA GPUs' : 'the CPU'} (pip)`,
    async () => {
      const inputs = tensorflowInputs();
      requireDiskForTensorflow();
      removeStamp(stamps.tensorflow);
      await removeOther();
      const problem = problemOf(await capture(...pip('-r', requirements())));
      if (problem === null) writeAtomic(stamps.tensorflow, inputs);
      return problem;
    },
  );
}
