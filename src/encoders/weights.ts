import { LabError } from '../errors';
import { shown } from '../shown';
import type { Encoder } from '../types';
import type { Architecture } from './architectures';
import { encoderShapes } from './encoderShapes';
import { storedNames } from './storedNames';
import type { TensorFile } from './tensorFile';

/** The tensors of an encoder under their current names. */
export interface EncoderTensors extends TensorFile {
  /**
   * Tensors of floats beside the encoder's that it does not read, such as those of blocks that config.json does not
   * count. Heads are not among them.
   */
  readonly unexpected: readonly string[];
}

type Shape = readonly number[];

/** The number of names that a message lists. */
const LISTED = 5;

/**
 * The encoder's tensors under their current names. Throws LabError if a shape differs from the configuration, a tensor
 * is missing or occurs twice. The pooler may be absent as a whole.
 */
export function openWeights(
  stored: TensorFile,
  { currentName = (name) => name }: Architecture,
  encoder: Encoder,
): EncoderTensors {
  const pooler = encoder.poolerShapes('pooler');
  const own = encoderShapes(encoder, 0, encoder.depth).flatMap(Object.entries<Shape>);
  const shapes = new Map<string, Shape>([...own, ...Object.entries(pooler)]);
  const current = storedNames(stored, currentName, own[0][0]);
  const names = onlyOnce(stored.file, current, shapes);
  const missing = [...shapes.keys()].filter((name) => !names.has(name));
  const hasPooler = Object.keys(pooler).some((name) => names.has(name));
  const needed = missing.filter((name) => hasPooler || !(name in pooler));
  if (needed.length > 0) throw lacking(stored.file, needed, strangers(stored, names));
  for (const [name, original] of names) checkShape(stored, name, original, shapes.get(name) ?? []);
  const original = (name: string) => names.get(name) ?? name;
  return {
    file: stored.file,
    names: [...names.keys()],
    unexpected: unexpected(stored, current, shapes),
    has: (name) => names.has(name),
    shape: (name) => stored.shape(original(name)),
    type: (name) => stored.type(original(name)),
    floats: (name, rows) => stored.floats(original(name), rows),
    integers: (name, rows) => stored.integers(original(name), rows),
  };
}

/** The names of the encoder's tensors in the file, by their current names. */
function onlyOnce(
  file: string,
  current: ReadonlyMap<string, string>,
  shapes: ReadonlyMap<string, Shape>,
): Map<string, string> {
  const names = new Map<string, string>();
  for (const [stored, name] of current) {
    if (!shapes.has(name)) continue;
    const before = names.get(name);
    if (before !== undefined)
      throw new LabError(
        `${file}: expected one tensor '${name}', got two, '${shown(before)}' and '${shown(stored)}'; ` +
          'remove the tensor that does not belong to the encoder',
      );
    names.set(name, stored);
  }
  return names;
}

function checkShape(stored: TensorFile, name: string, original: string, shape: Shape): void {
  const found = stored.shape(original);
  if (found.join() === shape.join()) return;
  throw new LabError(
    `${stored.file}: expected '${name}' to be [${shape.join(', ')}] as config.json says, got [${shown(found.join(', '))}]`,
  );
}

/** The tensors of the file that the encoder does not read. */
function strangers(stored: TensorFile, names: ReadonlyMap<string, string>): string[] {
  const read = new Set(names.values());
  return stored.names.filter((name) => !read.has(name));
}

function lacking(file: string, missing: readonly string[], others: readonly string[]): LabError {
  const has = others.length > 0 ? `it has ${listed(others)} instead; ` : '';
  return new LabError(
    `${file}: expected all tensors of the encoder that config.json describes, but it lacks ${listed(missing)}; ${has}` +
      'use the config.json and the weights of one model',
  );
}

/**
 * Tensors of floats that are no heads: their names begin as those of the encoder, but config.json describes none of
 * that name.
 */
function unexpected(
  stored: TensorFile,
  current: ReadonlyMap<string, string>,
  shapes: ReadonlyMap<string, Shape>,
): string[] {
  const beginnings = new Set([...shapes.keys()].map(beginning));
  return [...current].flatMap(([original, name]) =>
    !shapes.has(name) && beginnings.has(beginning(name)) && isFloats(stored, original) ? [original] : [],
  );
}

const beginning = (name: string): string => name.split('.', 1)[0];

const isFloats = (stored: TensorFile, name: string): boolean => /F/.test(stored.type(name));

/** Some names for a message, and the number of the others. */
export function listed(names: readonly string[]): string {
  const some = names.slice(0, LISTED).map((name) => `'${shown(name)}'`);
  const more = names.length - some.length;
  return more > 0 ? `${some.join(', ')} and ${more} more` : some.join(', ');
}
