import { sizeOf } from '../encoders/safetensors-header';
import { extrasOf, type MultiExit } from '../exits';
import type { ExitRecord, Labels } from '../types';

/** A record of zeros for examples with these labels, with the shapes of the model's exits. */
export function blankRecord(model: MultiExit, labels: Labels): ExitRecord {
  const { depths, classes, encoders } = model;
  const cells = depths.length * labels.length;
  const shapes = Object.entries(extrasOf(model));
  const extras = shapes.map(([name, shape]) => [
    name,
    { shape, data: new Float32Array(cells * sizeOf(shape)) },
  ]);
  return {
    ...{ depths, encoders, labels, classes, logits: new Float32Array(cells * classes) },
    ...(shapes.length > 0 && { extras: Object.fromEntries(extras) }),
  };
}
