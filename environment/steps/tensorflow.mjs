import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { driverIsThere } from '../lib/cuda.cjs';
import { capture, explain, isUnreachable, mustRun } from '../lib/exec.mjs';
import { Failure } from '../lib/failure.mjs';
import { inRoot, installedVersion, sitePackages, stamps, venvBin } from '../lib/paths.mjs';
import { timed } from '../lib/say.mjs';
import { fingerprint, hashFile, readStamp, removeStamp, writeAtomic } from '../lib/stamp.mjs';
import { pip } from './python.mjs';

/** 'cuda' where an NVIDIA GPU is present, else 'cpu'; EARLY_EXIT_TENSORFLOW=cpu|cuda decides otherwise. */
export function tensorflowVariant() {
  const asked = process.env.EARLY_EXIT_TENSORFLOW;
  if (asked === 'cpu' || asked === 'cuda') return asked;
  if (asked) throw new Failure(`EARLY_EXIT_TENSORFLOW: expected cpu or cuda, got '${asked}'`);
  return driverIsThere() ? 'cuda' : 'cpu';
}

const requirements = () => inRoot('environment', `requirements-tensorflow-${tensorflowVariant()}.txt`);

/** The wheel's folder: `include/` and the two libraries the addon is linked to. */
export const tensorflowFolder = () => {
  const packages = sitePackages();
  return packages && path.join(packages, 'tensorflow');
};

/**
 * The CUDA that the installed wheel was built for, such as '12.5.1', or null where it was built for the CPU or is not
 * there.
 */
export function wheelCuda() {
  const file = path.join(tensorflowFolder() ?? '', 'python', 'platform', 'build_info.py');
  return existsSync(file)
    ? (readFileSync(file, 'utf8').match(/'cuda_version', '([\d.]+)'/)?.[1] ?? null)
    : null;
}

/** Changes when another TensorFlow is asked for. */
export const tensorflowInputs = () => fingerprint([hashFile(requirements()), tensorflowVariant()]);

export const tensorflowDone = () =>
  readStamp(stamps.tensorflow) === tensorflowInputs() &&
  existsSync(path.join(tensorflowFolder(), 'libtensorflow_cc.so.2'));

/**
 * The wheels for CPU and CUDA hold the same files under two names: were the other one left, pip would mix them or
 * change nothing.
 */
async function removeOther() {
  const other = tensorflowVariant() === 'cuda' ? 'tensorflow_cpu' : 'tensorflow';
  if (!installedVersion(other)) return;
  const both = ['tensorflow', 'tensorflow-cpu'];
  await mustRun('pip uninstall', venvBin('python'), ['-m', 'pip', 'uninstall', '--quiet', '--yes', ...both]);
}

/** Installs the wheel if it is not there. Returns null, or why it cannot be had on this machine. */
export async function installTensorflow() {
  if (tensorflowDone()) return null;
  return timed(
    `TensorFlow 2.21 for ${tensorflowVariant() === 'cuda' ? 'NVIDIA GPUs' : 'the CPU'} (pip)`,
    async () => {
      removeStamp(stamps.tensorflow);
      await removeOther();
      const { code, output } = await capture(...pip('-r', requirements()));
      const problem = `pip could not install TensorFlow:\n${explain(output)}`;
      if (code !== 0 && isUnreachable(output)) throw new Failure(problem);
      if (code !== 0) return problem;
      writeAtomic(stamps.tensorflow, tensorflowInputs());
      return null;
    },
  );
}
