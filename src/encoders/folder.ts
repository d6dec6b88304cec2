import { join } from 'node:path';
import { LabError } from '../errors';
import { encoderNameOf } from '../hub/cache';
import { readJsonObject } from '../json';
import type { EncoderName } from '../offeredNames';
import { loadTokenizer, type TextTokenizer } from '../text/tokenizer';
import type { Encoder, Task } from '../types';
import { whileUnchanged } from '../unchanged';
import { type Architecture, architectures } from './architectures';
import { ConfigFile } from './config';
import { encoderFingerprint } from './fingerprint';
import { findFolder } from './place';
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

const tokenizers = whileUnchanged<TextTokenizer>();

/**
 * Opens an encoder by name (`minilm-l6`, `seeded-12x128`, ...), by folder, or by its name on the Hugging Face Hub
 * (`bert-base-uncased`, `OWNER/NAME@REVISION`) if it is in the cache, into which `bringToHand` fetches it. The lab's
 * names come first, then folders. Throws LabError if a file is missing or does not fit.
 */
export function openEncoderFolder(nameOrFolder: EncoderName): EncoderFolder {
  const folder = findFolder(nameOrFolder);
  const config = readConfig(folder);
  const { architecture, encoder } = openConfig(config);
  const seed = config.has('initializer_seed') ? config.size('initializer_seed') : null;
  return {
    name: encoderNameOf(nameOrFolder),
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

/** Reads the config.json of a folder. */
export function readConfig(folder: string): ConfigFile {
  const path = join(folder, 'config.json');
  return new ConfigFile(path, readJsonObject(path, "an encoder's configuration"));
}

/** The encoder that a config.json describes, without weights. */
export function openConfig(config: ConfigFile): {
  readonly architecture: Architecture;
  readonly encoder: Encoder;
} {
  const architecture = architectureOf(config);
  return { architecture, encoder: architecture.open(config) };
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
