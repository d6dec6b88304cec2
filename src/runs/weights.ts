/** The weights of a model in a separate file. */
import { finiteFloats, WEIGHTS_ADVICE } from '../encoders/finite';
import { openSafetensors } from '../encoders/safetensors';
import { writeSafetensors } from '../encoders/safetensors-write';
import { type MultiExit, parameterShapes } from '../exits';
import type { HostParameters } from '../types';

export function writeWeights(file: string, model: MultiExit, parameters: HostParameters): void {
  const tensors = Object.entries(parameterShapes(model)).map(([name, shape]) => [
    name,
    { shape, data: parameters[name] },
  ]);
  writeSafetensors(file, Object.fromEntries(tensors));
}

/** Reads weights. Throws LabError if a number is NaN or infinite. */
export function readWeights(file: string): Record<string, Float32Array> {
  const stored = openSafetensors(file);
  const read = (name: string) => finiteFloats(stored, name, WEIGHTS_ADVICE).data;
  return Object.fromEntries(stored.names.map((name) => [name, read(name)]));
}
