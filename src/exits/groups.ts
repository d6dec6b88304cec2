import { exitShapes, type MultiExit, members, parameterOf } from './model';

/**
 * The parameters of a model in groups: the embeddings, each block, what exits share (a pooler, a gate), and the rest of
 * each exit. Every parameter is in one group. Blocks that share their parameters are one.
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

/** What an exit alone reads is one group; what exits share is grouped by the first part of its name. */
function groupsOfExits(names: readonly string[], exits: number): string[][] {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const key = `${parameterOf(name, exits).exit ?? name.split('.')[0]}`;
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  return [...groups.values()];
}

/** The groups, without what an earlier one has. */
function eachOnce(groups: readonly (readonly string[])[]): string[][] {
  const seen = new Set<string>();
  const isNew = (name: string) => !seen.has(name) && Boolean(seen.add(name));
  return groups.map((names) => names.filter(isNew)).filter((names) => names.length > 0);
}
