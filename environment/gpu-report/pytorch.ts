import { LabError, orNull } from '../../src/errors';
import type { BenchSize } from '../bench/sizes';
import { benchPython, type Description, findPyTorch, startPyTorch } from '../bench/theirs';
import { type Speed, timeSide } from './speed';

/** The speed of PyTorch's step, with its device and versions. */
export interface PyTorchSpeed extends Speed {
  readonly description: Description;
}

/** An existing Python with torch: that of EARLY_EXIT_TORCH_PYTHON, or the bench's. Nothing is installed. */
export function torchPython(): string | null {
  const asked = process.env.EARLY_EXIT_TORCH_PYTHON;
  return orNull(() => findPyTorch(asked || benchPython(), console.error));
}

/** PyTorch's step on the best device that it has. */
export async function pyTorchSpeed(size: BenchSize, seconds: number): Promise<PyTorchSpeed> {
  const python = torchPython();
  if (python === null) throw new LabError('expected a Python with torch and transformers, found none');
  const torch = startPyTorch(python, 'best');
  try {
    const { description, ...side } = await torch.open(size);
    return { ...(await timeSide(size, side, seconds)), description };
  } finally {
    torch.close();
  }
}
