import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { LabError } from '../../../src/errors';
import { makeTemporaryFolder } from '../../../src/temporary';

/** A complete piece of a set on disk. */
export interface Piece {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Files by their paths relative to a folder. */
export interface Tree {
  readonly folder: string;
  readonly files: readonly string[];
}

/** Splits a stream into files of `bytes` each; the last one may be smaller. `nameOf` receives 0, 1, ... */
export async function cut(
  stream: Readable,
  folder: string,
  bytes: number,
  nameOf: (i: number) => string,
): Promise<Piece[]> {
  const pieces: Piece[] = [];
  let writing: PieceWriter | null = null;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length; ) {
      writing ??= await PieceWriter.open(folder, nameOf(pieces.length));
      const part: Buffer = chunk.subarray(at, at + bytes - writing.bytes);
      await writing.write(part);
      at += part.length;
      if (writing.bytes < bytes) continue;
      pieces.push(await writing.close());
      writing = null;
    }
  }
  return writing ? [...pieces, await writing.close()] : pieces;
}

class PieceWriter {
  bytes = 0;
  private readonly hash = createHash('sha256');

  private constructor(
    private readonly file: FileHandle,
    private readonly name: string,
  ) {}

  static async open(folder: string, name: string): Promise<PieceWriter> {
    return new PieceWriter(await open(join(folder, name), 'wx'), name);
  }

  async write(part: Buffer): Promise<void> {
    await this.file.writeFile(part);
    this.hash.update(part);
    this.bytes += part.length;
  }

  async close(): Promise<Piece> {
    await this.file.close();
    return { name: this.name, bytes: this.bytes, sha256: this.hash.digest('hex') };
  }
}

/** Packs trees into one tar with gzip compression, in pieces. Throws LabError if tar fails. */
export async function packTrees(
  trees: readonly Tree[],
  folder: string,
  bytes: number,
  nameOf: (i: number) => string,
): Promise<Piece[]> {
  const lists = makeTemporaryFolder('early-exit-pack-');
  try {
    const words = trees.flatMap(({ folder: from, files }, i) => {
      lists.write(`${i}`, files.map((file) => `${file}\0`).join(''));
      return ['-C', from, '-T', join(lists.path, `${i}`)];
    });
    const tar = spawn(
      'tar',
      ['-c', '-f', '-', '--owner=0', '--group=0', '--no-recursion', '--null', ...words],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const ended = new Promise<number | null>((resolve, reject) => {
      tar.once('error', reject);
      tar.once('close', resolve);
    });
    const pieces = await cut(tar.stdout.pipe(createGzip()), folder, bytes, nameOf);
    if ((await ended) !== 0) throw new LabError('tar could not read all files; its output is above');
    return pieces;
  } finally {
    lists.remove();
  }
}
