import { existsSync } from 'node:fs';
import path from 'node:path';
import { capture, explain, isUnreachable } from '../lib/exec.mjs';
import { Failure } from '../lib/failure.mjs';
import { inRoot, sitePackages, stamps } from '../lib/paths.mjs';
import { timed } from '../lib/say.mjs';
import { fingerprint, hashFile, readStamp, removeStamp, writeAtomic } from '../lib/stamp.mjs';
import { pip } from './python.mjs';

/** 'cuda' where an NVIDIA GPU is present, else 'cpu'; EARLY_EXIT_TENSORFLOW=cpu|cuda decides otherwise. */
export function tensorflowVariant() {
  const asked = process.env.EARLY_EXIT_TENSORFLOW;
  if (asked === 'cpu' || asked === 'cuda') return asked;
  if (asked) throw new Failure(`EARLY_EXIT_TENSORFLOW: expected cpu or cuda, got '${asked}'`);
  return existsSync('/proc/driver/nvidia/version') || existsSync('/dev/nvidiactl') ? 'cuda' : 'cpu';
}

const requirements = () => inRoot('environment', `requirements-tensorflow-${tensorflowVariant()}.txt`);

/** The wheel's folder: `include/` and the two libraries the addon is linked to. */
export const tensorflowFolder = () => {
  const packages = sitePackages();
  return packages && path.join(packages, 'tensorflow');
};

/** Changes when another TensorFlow is asked for. */
export const tensorflowInputs = () => fingerprint([hashFile(requirements()), tensorflowVariant()]);

export const tensorflowDone = () =>
  readStamp(stamps.tensorflow) === tensorflowInputs() &&
  existsSync(path.join(tensorflowFolder(), 'libtensorflow_cc.so.2'));

/** Installs the wheel if it is not there. Returns null, or why it cannot be had on this machine. */
export async function installTensorflow() {
  if (tensorflowDone()) return null;
  return timed(
    `TensorFlow 2.21 for ${tensorflowVariant() === 'cuda' ? 'NVIDIA GPUs' : 'the CPU'} (pip)`,
    async () => {
      removeStamp(stamps.tensorflow);
      const { code, output } = await capture(...pip('-r', requirements()));
      const problem = `pip could not install TensorFlow:\n${explain(output)}`;
      if (code !== 0 && isUnreachable(output)) throw new Failure(problem);
      if (code !== 0) return problem;
      writeAtomic(stamps.tensorflow, tensorflowInputs());
      return null;
    },
  );
}
