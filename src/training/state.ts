import { finiteFloats } from '../encoders/finite';
import type { TensorFile } from '../encoders/safetensors';
import { writeSafetensors } from '../encoders/safetensors-write';
import type { TrainingState } from './learner';

type Shapes = Readonly<Record<string, readonly number[]>>;

const PARTS = ['parameters', 'm', 'v'] as const;

/** Writes parameters and moments as `parameters/NAME`, `m/NAME` and `v/NAME`; the file is replaced whole or not at all. */
export function writeState(
  file: string,
  shapes: Shapes,
  state: TrainingState,
  metadata: Readonly<Record<string, string>>,
): void {
  const tensors = Object.fromEntries(
    PARTS.flatMap((part) =>
      Object.entries(shapes).map(([name, shape]) => [`${part}/${name}`, { shape, data: state[part][name] }]),
    ),
  );
  writeSafetensors(file, tensors, { metadata });
}

const ADVICE = 'the checkpoint is damaged: remove its folder to begin anew';

/** Reads what `writeState` has written. Throws LabError where a number is none. */
export function readState(stored: TensorFile, shapes: Shapes): TrainingState {
  const read = (part: keyof TrainingState) =>
    Object.fromEntries(
      Object.keys(shapes).map((name) => [name, finiteFloats(stored, `${part}/${name}`, ADVICE).data]),
    );
  return { parameters: read('parameters'), m: read('m'), v: read('v') };
}
