import { finiteFloats } from '../encoders/finite';
import { writeSafetensors } from '../encoders/safetensors-write';
import type { TensorFile } from '../encoders/tensorFile';
import type { LearnedState, TrainingState } from './learner';

type Shapes = Readonly<Record<string, readonly number[]>>;

const PARTS = ['parameters', 'm', 'v'] as const;
const MEMORY = 'memory';

/**
 * Writes all parameters, and the moments of the trained parameters, as `parameters/NAME`, `m/NAME` and `v/NAME`, and
 * what is remembered of the training examples as `memory`. The file is replaced atomically.
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
  const { memory } = state;
  const remembered = memory && { [MEMORY]: { shape: [memory.length], data: memory } };
  writeSafetensors(file, { ...tensors, ...remembered }, { metadata });
}

const ADVICE = 'the checkpoint is damaged; remove its folder to start again';

/** Reads a file of `writeState`. Throws LabError if a number is NaN or infinite. */
export function readState(stored: TensorFile, shapes: Shapes): TrainingState {
  const read = (part: keyof LearnedState, names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, finiteFloats(stored, `${part}/${name}`, ADVICE).data]));
  const names = Object.keys(shapes);
  const trained = names.filter((name) => stored.has(`m/${name}`));
  const learned = { parameters: read('parameters', names), m: read('m', trained), v: read('v', trained) };
  if (!stored.has(MEMORY)) return learned;
  return { ...learned, memory: finiteFloats(stored, MEMORY, ADVICE).data };
}
