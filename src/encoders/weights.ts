import { LabError } from '../errors';
import type { Encoder } from '../types';
import type { Architecture } from './architectures';
import { encoderShapes } from './encoderShapes';
import { openSafetensors, type TensorFile } from './safetensors';

/**
 * The encoder's tensors under their current names. Throws LabError if a shape differs from the configuration, a tensor
 * is missing or occurs twice. The pooler may be absent.
 */
export function openWeights(
  path: string,
  { currentName = (stored) => stored }: Architecture,
  encoder: Encoder,
): TensorFile {
  const stored = openSafetensors(path);
  const names = new Map(stored.names.map((name) => [currentName(name), name]));
  const pooler = encoder.poolerShapes('pooler');
  const shapes = new Map([...encoderShapes(encoder, 0, encoder.depth), pooler].flatMap(Object.entries));
  for (const stray of stored.names) {
    const [name, kept] = [currentName(stray), names.get(currentName(stray))];
    if (!shapes.has(name) || kept === stray) continue;
    throw new LabError(
      `${path}: expected one tensor '${name}', got two, '${stray}' and '${kept}'; ` +
        'remove the tensor that does not belong to the encoder',
    );
  }
  for (const [name, shape] of shapes) {
    const original = names.get(name);
    if (original === undefined && name in pooler) continue;
    const found = stored.shape(original ?? name);
    if (found.join() !== shape.join()) {
      throw new LabError(
        `${path}: expected '${name}' to be [${shape.join(', ')}] as config.json says, got [${found.join(', ')}]`,
      );
    }
  }
  const original = (name: string) => names.get(name) ?? name;
  return {
    ...stored,
    names: [...names.keys()].filter((name) => shapes.has(name)),
    has: (name) => shapes.has(name) && names.has(name),
    shape: (name) => stored.shape(original(name)),
    floats: (name, rows) => stored.floats(original(name), rows),
    integers: (name, rows) => stored.integers(original(name), rows),
  };
}
