import { finiteFloats, WEIGHTS_ADVICE } from '../encoders/finite';
import type { EncoderFolder } from '../encoders/folder';
import { openSafetensors } from '../encoders/safetensors';
import { sizeOf } from '../encoders/safetensors-header';
import { LabError } from '../errors';
import { headName, type MultiExit, parameterShapes } from '../exits';
import { derivedSeed, seededRandom } from '../text/random';

type HostParameters = Record<string, Float32Array>;

/** Heads given from outside: `exits.{i}.weight` [C, H] and `exits.{i}.bias` [C], i from 0. */
export type Heads = Readonly<Record<string, Float32Array>>;

const HEAD_DEVIATION = 0.02;

/** N(0, deviation²) from a seed and a name, so that a parameter does not depend on which others there are. */
function normals(shape: readonly number[], deviation: number, seed: number, name: string): Float32Array {
  const random = seededRandom(derivedSeed(seed, 'initial', name));
  return Float32Array.from({ length: sizeOf(shape) }, () => deviation * random.normal());
}

/** Weights drawn as BERT draws them: N(0, initializer_range²), biases 0, LayerNorm scales 1. */
export function fresh(name: string, shape: readonly number[], deviation: number, seed: number): Float32Array {
  if (name.endsWith('.bias')) return new Float32Array(sizeOf(shape));
  if (name.endsWith('LayerNorm.weight')) return new Float32Array(sizeOf(shape)).fill(1);
  return normals(shape, deviation, seed, name);
}

/** `members.2.exits.2.weight` -> `exits.2.weight`: the members of a Multi-Model start as one encoder does. */
const nameInMember = (name: string): string => name.replace(/^members\.\d+\./, '');

/** `exits.2.pooler.dense.weight` -> the checkpoint's `pooler.dense.weight`. */
const checkpointName = (name: string): string => name.replace(/^exits\.\d+\.pooler/, 'pooler');

/**
 * The parameters that training starts from: the checkpoint's (each Multi-Model member and each pooler starts from a
 * copy), heads N(0, 0.02²) with bias 0, drawn by depth from the seed so that every method starts from the same ones.
 */
export function initialParameters(
  model: MultiExit,
  encoder: EncoderFolder,
  seed: number,
  heads: Heads | null,
): HostParameters {
  const parameters: HostParameters = {};
  for (const [fullName, shape] of Object.entries(parameterShapes(model))) {
    const name = nameInMember(fullName);
    const head = /^exits\.(\d+)\.(weight|bias)$/.exec(name);
    const gate = /^(?:exits\.(\d+)\.)?gate\.(weight|bias)$/.exec(name);
    if (head) parameters[fullName] = headParameter(Number(head[1]), head[2], shape, model, seed, heads);
    else if (gate) parameters[fullName] = gateParameter(gate[1], gate[2], shape, model, seed);
    else parameters[fullName] = encoderParameter(checkpointName(name), shape, encoder, seed);
  }
  return parameters;
}

function headParameter(
  exit: number,
  part: string,
  shape: readonly number[],
  { depths }: MultiExit,
  seed: number,
  heads: Heads | null,
): Float32Array {
  if (heads) return heads[`${headName(exit)}.${part}`];
  return fresh(`head at depth ${depths[exit]}.${part}`, shape, HEAD_DEVIATION, seed);
}

/** Like a head, drawn by depth; the one gate that all exits share has none. */
function gateParameter(
  exit: string | undefined,
  part: string,
  shape: readonly number[],
  { depths }: MultiExit,
  seed: number,
): Float32Array {
  const place = exit === undefined ? 'gate of all exits' : `gate at depth ${depths[Number(exit)]}`;
  return fresh(`${place}.${part}`, shape, HEAD_DEVIATION, seed);
}

/**
 * The encoder's parameters that its checkpoint lacks, so that they are drawn: a pooler, where it was saved without
 * one.
 */
export function drawnParameters(model: MultiExit, { weights }: EncoderFolder): string[] {
  if (!weights) return [];
  const needed = Object.keys(parameterShapes(model)).map(checkpointName);
  return [...new Set(needed)].filter((name) => name.startsWith('pooler.') && !weights.has(name));
}

function encoderParameter(
  name: string,
  shape: readonly number[],
  { weights, seed: encoderSeed, config }: EncoderFolder,
  seed: number,
): Float32Array {
  if (weights?.has(name)) return finiteFloats(weights, name, WEIGHTS_ADVICE).data;
  return fresh(name, shape, config.initializer_range, encoderSeed ?? seed);
}

/** Reads given heads and checks them against the model. Throws LabError naming the file, the tensor and both shapes. */
export function readHeads(file: string, model: MultiExit): Heads {
  const stored = openSafetensors(file);
  const H = model.config.hidden_size;
  const heads: Record<string, Float32Array> = {};
  model.depths.forEach((_, exit) => {
    for (const [part, expected] of [
      ['weight', [model.classes, H]],
      ['bias', [model.classes]],
    ] as const) {
      const { shape, data } = finiteFloats(stored, `${headName(exit)}.${part}`, WEIGHTS_ADVICE);
      if (shape.join() !== expected.join()) {
        throw new LabError(
          `${file}: expected '${headName(exit)}.${part}' to be [${expected.join(', ')}], got [${shape.join(', ')}]`,
        );
      }
      heads[`${headName(exit)}.${part}`] = data;
    }
  });
  return heads;
}
