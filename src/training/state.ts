import { finiteFloats } from '../encoders/finite';
import { writeSafetensors } from '../encoders/safetensors-write';
import type { TensorFile } from '../encoders/tensorFile';
import type { TrainingState } from './learner';

type Shapes = Readonly<Record<string, readonly number[]>>;

const PARTS = ['parameters', 'm', 'v'] as const;

/**
 * Writes all parameters, and the moments of the trained parameters, as `parameters/NAME`, `m/NAME` and `v/NAME`. The
 * file is replaced atomically.
 */
export function writeState(
  file: string,
  shapes: Shapes,
  state: TrainingState,
  metadata: Readonly<Record<string, string>>,
): void {
  const tensors = Object.fromEntries(
    PARTS.flatMap((part) =>
      Object.entries(state[part]).map(([name, data]) => [`${part}/${name}`, { shape: shapes[name], data }]),
    ),
  );
  writeSafetensors(file, tensors, { metadata });
}

const ADVICE = 'the checkpoint is damaged; remove its folder to start again';

/** Reads a file of `writeState`. Throws LabError if a number is NaN or infinite. */
export function readState(stored: TensorFile, shapes: Shapes): TrainingState {
  const read = (part: keyof TrainingState, names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, finiteFloats(stored, `${part}/${name}`, ADVICE).data]));
  const names = Object.keys(shapes);
  const trained = names.filter((name) => stored.has(`m/${name}`));
  return { parameters: read('parameters', names), m: read('m', trained), v: read('v', trained) };
}
