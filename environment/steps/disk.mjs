import { statfsSync } from 'node:fs';
import { Failure } from '../lib/failure.mjs';
import { root } from '../lib/paths.mjs';
import { tensorflowIsWanted, tensorflowVariant } from './asked.mjs';

/** Gigabytes of .venv: JupyterLab and MiniLM, and each TensorFlow. */
const withoutTensorflow = 1;
const tensorflow = { cpu: 2, cuda: 9 };

/** Gigabytes of a complete set-up. */
export const wantedDisk = () =>
  withoutTensorflow + (tensorflowIsWanted() ? tensorflow[tensorflowVariant()] : 0);

export function freeDisk() {
  const { bavail, bsize } = statfsSync(root);
  return (bavail * bsize) / 2 ** 30;
}

function requireFree(wanted, what) {
  const free = freeDisk();
  if (free >= wanted) return;
  throw new Failure(
    `expected ${wanted} GB of free disk for ${what}, got ${free.toFixed(1)} GB in ${root}; make room there`,
  );
}

const inWords = () => `TensorFlow for ${tensorflowVariant() === 'cuda' ? 'CUDA' : 'the CPU'}`;

/** Throws a Failure if the disk lacks space for a complete set-up. */
export const requireDisk = () =>
  requireFree(wantedDisk(), tensorflowIsWanted() ? `.venv with ${inWords()}` : '.venv without TensorFlow');

/** Throws a Failure if the disk lacks space for TensorFlow, which may replace another one. */
export const requireDiskForTensorflow = () => requireFree(tensorflow[tensorflowVariant()], inWords());
