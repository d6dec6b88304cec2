import { drawn } from '../encoders/drawn';
import { encoderShapes } from '../encoders/encoderShapes';
import { finiteFloats, WEIGHTS_ADVICE } from '../encoders/finite';
import type { EncoderFolder } from '../encoders/folder';
import { openSafetensors } from '../encoders/safetensors';
import { LabError } from '../errors';
import { exitShapes, type MultiExit, parameterOf, parameterShapes } from '../exits';
import type { Shapes } from '../types';

/**
 * Given heads: `exits.{i}.weight` [C, H] and `exits.{i}.bias` [C], with i from 0, and other parameters of exits by
 * name.
 */
export type Heads = Readonly<Record<string, Float32Array>>;

const HEAD_DEVIATION = 0.02;

/**
 * The name of a parameter within its encoder: `members.2.exits.2.weight` -> `exits.2.weight`. All members of a
 * Multi-Model start as one encoder does.
 */
const nameInMember = (name: string): string => name.replace(/^members\.\d+\./, '');

/** The name in the checkpoint: `exits.2.pooler.dense.weight` -> `pooler.dense.weight`. */
const checkpointName = (name: string): string => name.replace(/^exits\.\d+\.pooler\./, 'pooler.');

/**
 * The initial parameters of training. Encoder parameters come from the checkpoint; each Multi-Model member and each
 * pooler starts as a copy. Other parameters of exits are drawn from N(0, 0.02²), with bias 0. The draw depends on seed
 * and depth, so every method starts from the same heads.
 */
export function initialParameters(
  model: MultiExit,
  encoder: EncoderFolder,
  seed: number,
  heads: Heads | null,
): Record<string, Float32Array> {
  const ofEncoder = encoderNames(model);
  const entries = Object.entries(parameterShapes(model)).map(([fullName, shape]) => {
    const name = nameInMember(fullName);
    const stored = checkpointName(name);
    if (heads?.[name]) return [fullName, heads[name]];
    if (ofEncoder.has(stored)) return [fullName, encoderParameter(stored, shape, encoder, seed)];
    return [fullName, drawn(drawnName(name, model), shape, HEAD_DEVIATION, seed)];
  });
  return Object.fromEntries(entries);
}

/** The parameter names of a checkpoint. */
function encoderNames({ encoder }: MultiExit): Set<string> {
  const shapes = [...encoderShapes(encoder, 0, encoder.depth), encoder.poolerShapes('pooler')];
  return new Set(shapes.flatMap(Object.keys));
}

/**
 * The name that seeds the draw of a parameter: `exits.2.weight` -> `head at depth 6.weight`, `exits.2.gate.bias` ->
 * `gate at depth 6.bias`, `gate.bias` -> `gate of all exits.bias`.
 */
function drawnName(name: string, { depths }: MultiExit): string {
  const { exit } = parameterOf(name, depths.length);
  const parts = name.split('.').slice(exit === null ? 0 : 2);
  const part = parts.pop();
  const what = parts.join('.') || 'head';
  return exit === null ? `${what} of all exits.${part}` : `${what} at depth ${depths[exit]}.${part}`;
}

/**
 * The encoder parameters that the checkpoint lacks and that are drawn: those of the pooler, if the checkpoint has none.
 */
export function drawnParameters(model: MultiExit, { weights, encoder }: EncoderFolder): string[] {
  if (!weights) return [];
  const pooler = encoder.poolerShapes('pooler');
  const needed = Object.keys(parameterShapes(model)).map((name) => checkpointName(nameInMember(name)));
  return [...new Set(needed)].filter((name) => name in pooler && !weights.has(name));
}

function encoderParameter(
  name: string,
  shape: readonly number[],
  { weights, seed: encoderSeed, encoder }: EncoderFolder,
  seed: number,
): Float32Array {
  if (weights?.has(name)) return finiteFloats(weights, name, WEIGHTS_ADVICE).data;
  return encoder.initial(name, shape, encoderSeed ?? seed);
}

/**
 * Reads given heads and checks them against the model. The linear heads that the model has are required; other
 * parameters of exits are read if the file has them. Throws LabError with the file, the tensor and both shapes.
 */
export function readHeads(file: string, model: MultiExit): Heads {
  const stored = openSafetensors(file);
  const isHead = (name: string) => /^exits\.\d+\.(weight|bias)$/.test(name);
  const read = model.depths.flatMap((_, exit) => Object.entries(exitShapes(model, exit)));
  const wanted: Shapes = Object.fromEntries(
    read.filter(([name]) => isHead(name) || (!name.includes('pooler.') && stored.has(name))),
  );
  return Object.fromEntries(
    Object.entries(wanted).map(([name, expected]) => {
      const { shape, data } = finiteFloats(stored, name, WEIGHTS_ADVICE);
      if (shape.join() === expected.join()) return [name, data];
      throw new LabError(
        `${file}: expected '${name}' to be [${expected.join(', ')}], got [${shape.join(', ')}]`,
      );
    }),
  );
}
