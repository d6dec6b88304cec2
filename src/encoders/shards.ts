import { realpathSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { LabError } from '../errors';
import { isObject } from '../files';
import { readJsonObject } from '../json';
import { shown, shownValue } from '../shown';
import { explained } from './readBytes';
import type { TensorFile } from './tensorFile';

/** An index of shards: the name of the file of each tensor. */
export interface ShardIndex {
  readonly file: string;
  readonly shardOf: ReadonlyMap<string, string>;
  /** The paths of the shards, each once. */
  readonly shards: readonly string[];
}

/**
 * Reads an index, such as model.safetensors.index.json. Throws LabError for a shard that is missing, or that is not in
 * the folder of the index.
 */
export function readShardIndex(file: string): ShardIndex {
  const { weight_map: map } = readJsonObject(file, 'an index of shards');
  if (!isObject(map) || Object.keys(map).length === 0)
    throw new LabError(
      `${file}: expected "weight_map" to give the file of each tensor, got ${shownValue(map)}`,
    );
  const entries = Object.entries(map).map(([name, shard]) => [name, shardName(file, name, shard)] as const);
  const names = [...new Set(entries.map(([, shard]) => shard))];
  return { file, shardOf: new Map(entries), shards: names.map((name) => shardPath(file, name)) };
}

/**
 * The tensors of all shards of an index. `open` opens a shard. Throws LabError for a tensor that is not in the shard
 * that the index names, or also in another one.
 */
export function openShards(index: ShardIndex, open: (file: string) => TensorFile): TensorFile {
  const { file, shardOf } = index;
  const opened = new Map(index.shards.map((path) => [basename(path), open(path)]));
  for (const [shard, { names }] of opened)
    for (const name of names) {
      const other = shardOf.get(name) ?? shard;
      if (other !== shard && opened.get(other)?.has(name))
        throw new LabError(
          `${file}: expected '${shown(name)}' in one shard, got it in ${shard} and in ${other}; ` +
            'use the shards of one checkpoint only',
        );
    }
  for (const [name, shard] of shardOf)
    if (!opened.get(shard)?.has(name))
      throw new LabError(
        `${file}: expected '${shown(name)}' in ${shard}, as the index says, but it is not there; ` +
          'the index and the shards belong to different checkpoints, or a download is not complete',
      );
  const of = (name: string): TensorFile => {
    const shard = opened.get(shardOf.get(name) ?? '');
    if (shard) return shard;
    throw new LabError(`${file}: expected a tensor '${shown(name)}', found none in the index`);
  };
  return {
    file,
    names: [...shardOf.keys()],
    has: (name) => shardOf.has(name),
    shape: (name) => of(name).shape(name),
    type: (name) => of(name).type(name),
    floats: (name, rows) => of(name).floats(name, rows),
    integers: (name, rows) => of(name).integers(name, rows),
  };
}

function shardName(file: string, tensor: string, shard: unknown): string {
  if (typeof shard === 'string' && /^[^/\\\0]+$/.test(shard) && shard !== '.' && shard !== '..') return shard;
  throw new LabError(
    `${file}: expected the name of a file in the same folder for '${shown(tensor)}', got ${shownValue(shard)}`,
  );
}

/** The path of a shard. A link may lead within the folder, or within the cache of a hub that holds the folder. */
function shardPath(file: string, name: string): string {
  const path = join(dirname(file), name);
  const [folder, real] = explained(path, `a shard that ${basename(file)} names`, () => [
    realpathSync(dirname(file)),
    realpathSync(path),
  ]);
  const roots = [folder, ...cacheOf(folder)];
  if (roots.some((root) => real.startsWith(root + sep))) return path;
  throw new LabError(
    `${path}: expected a shard in the folder of its index, got a link to ${real}; copy the file into the folder`,
  );
}

/** A hub's cache has folders of links, `snapshots/REVISION`, and the files that they lead to, `blobs`. */
function cacheOf(folder: string): string[] {
  const snapshots = dirname(folder);
  return basename(snapshots) === 'snapshots' ? [join(dirname(snapshots), 'blobs')] : [];
}
