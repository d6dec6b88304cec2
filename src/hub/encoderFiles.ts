/** The files of an encoder: a handful of those of its repository. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../errors';
import { EXITS_FILE } from '../runs/exported/entry';
import { shown } from '../shown';
import { checkInCache, type Snapshot } from './cache';

const besideTokenizer = [
  'tokenizer_config.json',
  'special_tokens_map.json',
  'added_tokens.json',
  'merges.txt',
];
const vocabularies = ['vocab.txt', 'vocab.json', 'spiece.model', 'spm.model', 'sentencepiece.bpe.model'];
const tokenizers = [...vocabularies, 'tokenizer.json'];

/** The forms of weights, the preferred first: a whole file, or an index of parts. */
const weights = [
  { whole: 'model.safetensors', part: /^model-(\d{5})-of-(\d{5})\.safetensors$/ },
  { whole: 'pytorch_model.bin', part: /^pytorch_model-(\d{5})-of-(\d{5})\.bin$/ },
] as const;

const indexOf = (whole: string): string => `${whole}.index.json`;

/** The files of the weights among these files; null if there are none, or some are missing. */
function weightsAmong(files: readonly string[]): string[] | null {
  for (const { whole, part } of weights) {
    if (files.includes(whole)) return [whole];
    const parts = files.filter((file) => part.test(file)).sort();
    const count = Number(part.exec(parts[0] ?? '')?.[2]);
    if (files.includes(indexOf(whole)) && parts.length === count) return [indexOf(whole), ...parts];
  }
  return null;
}

/**
 * The files of a repository that the lab needs, in the order in which they are fetched. What tells that an encoder is
 * whole comes last. Throws LabError for a repository without an encoder.
 */
export function encoderFiles(files: readonly string[], repository: string): string[] {
  const found = weightsAmong(files);
  const needed = ['config.json', found?.[0] ?? weights.map(({ whole }) => whole).join(' or ')];
  const missing = needed.filter((file) => !files.includes(file));
  if (found === null || missing.length > 0)
    throw new LabError(
      `expected ${missing.join(' and ')} in the repository ${repository}, ` +
        `found ${shown(files.join(', '), 300) || 'no file'}; the lab reads no other format of weights`,
    );
  return [...besideTokenizer, ...tokenizers, EXITS_FILE, 'config.json']
    .filter((file) => files.includes(file))
    .concat(found);
}

/** Whether a snapshot has all that an encoder needs. Throws LabError if a file is a link out of the cache. */
export function hasEncoder({ folder }: Snapshot): boolean {
  const files = readdirSync(folder).filter((file) => existsSync(join(folder, file)));
  const found = weightsAmong(files);
  const known = ['config.json', EXITS_FILE, ...besideTokenizer, ...tokenizers, ...(found ?? [])];
  for (const file of known.filter((each) => files.includes(each))) checkInCache(join(folder, file));
  return found !== null && files.includes('config.json') && tokenizers.some((file) => files.includes(file));
}

/** The files that an encoder needs at least, for a person. */
export const ENCODER_FILES = 'config.json, tokenizer.json and model.safetensors';
