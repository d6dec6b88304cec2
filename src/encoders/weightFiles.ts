import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { openSafetensors } from './safetensors';
import { openShards, readShardIndex } from './shards';
import type { TensorFile } from './tensorFile';
import { openTorchFile } from './torchFile';

/** Tensors on disk: the names of their files in the folder, and how they are opened. */
export interface WeightFiles {
  readonly names: readonly string[];
  open(): TensorFile;
}

interface Format {
  readonly file: string;
  open(path: string): TensorFile;
}

/** The formats of weights, the preferred one first. */
const formats: readonly Format[] = [
  { file: 'model.safetensors', open: openSafetensors },
  { file: 'pytorch_model.bin', open: openTorchFile },
];

/** The files of weights that a folder may have, for a message. */
export const weightNames = formats.map(({ file }) => file).join(' or ');

/**
 * The files of an encoder's weights, or null if there are none. Safetensors are preferred to a file of PyTorch, and one
 * file to shards with an index. Throws LabError for an index whose shards are not all there.
 */
export function findWeights(folder: string): WeightFiles | null {
  for (const { file, open } of formats) {
    const path = join(folder, file);
    if (existsSync(path)) return { names: [file], open: () => open(path) };
    if (existsSync(`${path}.index.json`)) return sharded(`${path}.index.json`, open);
  }
  return null;
}

function sharded(path: string, open: Format['open']): WeightFiles {
  const index = readShardIndex(path);
  return {
    names: [path, ...index.shards].map((each) => basename(each)),
    open: () => openShards(index, open),
  };
}
