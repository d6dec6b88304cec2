import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readFileOrExplain } from '../files';
import { tokenizerFiles } from '../text/tokenizers/open';
import type { Encoder } from '../types';
import { whileUnchanged } from '../unchanged';
import type { Architecture } from './architectures';
import { encoderBehaviour } from './behaviour';
import { bert } from './bertEncoder';

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

function fingerprintOf(folder: string): string {
  const hash = createHash('sha256');
  const classic = tokenizerFiles(folder).filter((name) => name !== 'tokenizer.json');
  for (const name of ['config.json', 'tokenizer.json', 'model.safetensors', ...classic]) {
    const file = join(folder, name);
    const bytes = existsSync(file) ? readFileOrExplain(file, name) : Buffer.alloc(0);
    hash.update(`${name} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}
