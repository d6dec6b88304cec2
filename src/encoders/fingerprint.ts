import { createHash, type Hash } from 'node:crypto';
import { existsSync, fstatSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { withFile } from '../files';
import { tokenizerFiles } from '../text/tokenizers/open';
import type { Encoder } from '../types';
import { whileUnchanged } from '../unchanged';
import type { Architecture } from './architectures';
import { encoderBehaviour } from './behaviour';
import { bert } from './bertEncoder';
import { explained } from './readBytes';
import { findWeights } from './weightFiles';

const fingerprints = whileUnchanged<string>();

/** Fingerprints by architecture and files. Each encoder is computed once. */
const behaviours = new WeakMap<Architecture, Map<string, string>>();

/**
 * The fingerprint of an encoder: of its files and of its computation. For BERT it is that of its files only, because
 * records of BERT are older than this rule.
 */
export function encoderFingerprint(folder: string, architecture: Architecture, encoder: Encoder): string {
  const files = fingerprints(folder, folder, () => fingerprintOf(folder));
  if (architecture === bert) return files;
  const known = behaviours.get(architecture) ?? new Map<string, string>();
  behaviours.set(architecture, known);
  const found =
    known.get(files) ?? createHash('sha256').update(files).update(encoderBehaviour(encoder)).digest('hex');
  known.set(files, found);
  return found;
}

/** The files that every fingerprint covers. Other files of the tokenizer and of the weights follow them. */
const always = ['config.json', 'tokenizer.json', 'model.safetensors'];

/** The bytes that are in memory at once. */
const AT_ONCE = 2 ** 22;

function fingerprintOf(folder: string): string {
  const hash = createHash('sha256');
  const weights = findWeights(folder)?.names ?? [];
  for (const name of new Set([...always, ...tokenizerFiles(folder), ...weights])) {
    const file = join(folder, name);
    if (existsSync(file)) explained(file, name, () => withFile(file, 'r', (fd) => hashFile(hash, name, fd)));
    else hash.update(`${name} 0\n`);
  }
  return hash.digest('hex');
}

/** Adds a file to a hash: its name, its size and its bytes. */
function hashFile(hash: Hash, name: string, fd: number): void {
  hash.update(`${name} ${fstatSync(fd).size}\n`);
  const bytes = Buffer.alloc(AT_ONCE);
  for (let got = readSync(fd, bytes); got > 0; got = readSync(fd, bytes)) hash.update(bytes.subarray(0, got));
}
