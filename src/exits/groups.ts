import { exitShapes, type MultiExit, members, parameterOf } from './model';

/**
 * The parameters of a model in groups: the embeddings, each block, each shared part of the exits (a pooler, a gate),
 * and the other parameters of each exit. Every parameter is in one group. Blocks with shared parameters form one group.
 */
export function parameterGroups(model: MultiExit): string[][] {
  return members(model).flatMap(({ prefix, exits }) => {
    const blocks = Array.from({ length: model.depths[exits[exits.length - 1]] }, (_, block) => block);
    const named = exits.flatMap((exit) => Object.keys(exitShapes(model, exit)));
    const groups = [
      Object.keys(model.encoder.embeddingShapes()),
      ...blocks.map((block) => Object.keys(model.encoder.blockShapes(block))),
      ...groupsOfExits([...new Set(named)], model.depths.length),
    ];
    return eachOnce(groups).map((names) => names.map((name) => prefix + name));
  });
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

/** The groups without names that an earlier group contains. */
function eachOnce(groups: readonly (readonly string[])[]): string[][] {
  const seen = new Set<string>();
  const isNew = (name: string) => !seen.has(name) && Boolean(seen.add(name));
  return groups.map((names) => names.filter(isNew)).filter((names) => names.length > 0);
}
