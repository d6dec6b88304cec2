import { encoderShapes } from '../encoders/encoderShapes';
import { exitShapes, type MultiExit, members, parameterOf } from './model';

/**
 * The parameters of a model in groups: the embeddings, each block, what several blocks share (the relative embeddings
 * of DeBERTa, a group of ALBERT's layers), each shared part of the exits (a pooler, a gate), and the other parameters
 * of each exit. Every parameter is in one group.
 */
export function parameterGroups(model: MultiExit): string[][] {
  return members(model).flatMap(({ prefix, exits }) => {
    const named = exits.flatMap((exit) => Object.keys(exitShapes(model, exit)));
    const parts = encoderShapes(model.encoder, 0, model.depths[exits[exits.length - 1]]).map(Object.keys);
    const groups = [...groupsOfParts(parts), ...groupsOfExits([...new Set(named)], model.depths.length)];
    return groups.map((names) => names.map((name) => prefix + name));
  });
}

/** Groups the parameters of the embeddings and the blocks by the parts that read them. */
function groupsOfParts(parts: readonly (readonly string[])[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const name of new Set(parts.flat())) {
    const readers = `${parts.map((names) => names.includes(name))}`;
    groups.set(readers, [...(groups.get(readers) ?? []), name]);
  }
  return [...groups.values()];
}

/**
 * Groups the parameters of the exits. The own parameters of an exit form one group. Shared parameters are grouped by
 * the first part of their names.
 */
function groupsOfExits(names: readonly string[], exits: number): string[][] {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const key = `${parameterOf(name, exits).exit ?? name.split('.')[0]}`;
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  return [...groups.values()];
}
