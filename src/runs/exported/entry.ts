import { basename } from 'node:path';
import { LabError } from '../../errors';
import { isObject } from '../../files';
import { aList, aNumber, anObject, aText, checkKinds, type Kinds, oneOf, optional } from '../../kinds';
import type { Constants, RunConfig } from '../../types';

/** The entry `early_exit` of an exported config.json: what the exits are, and where their parameters are. */
export interface EarlyExitEntry {
  /** The version of the entry. It increases when its meaning changes. */
  readonly format: number;
  /** The safetensors file of the exits, in the same folder. */
  readonly file: string;
  /** The depth of each exit, increasing; the last is the depth of the encoder. */
  readonly depths: readonly number[];
  readonly pooling: RunConfig['pooling'];
  readonly pooler: RunConfig['pooler'];
  /** The name of the method, whose exit module the exits are of. */
  readonly method: string;
  /** The constants of the method, if it has any. */
  readonly constants?: Constants;
  readonly task: string;
  /** The names of the classes, or the one name of the number of a regression task. */
  readonly labels: readonly string[];
  /** Longer texts are cut at this number of tokens. */
  readonly max_length: number;
  /** The id of the run. */
  readonly run: string;
}

export const FORMAT = 1;
export const EXITS_FILE = 'exits.safetensors';

const kinds: Kinds<EarlyExitEntry> = {
  format: ['1', (value) => value === FORMAT],
  file: ['the name of a file in the same folder', (value) => isName(value)],
  depths: [
    'a list of increasing depths',
    (value) =>
      Array.isArray(value) &&
      value.length > 0 &&
      value.every((depth, e) => Number.isInteger(depth) && depth > (e === 0 ? 0 : value[e - 1])),
  ],
  pooling: oneOf('cls', 'mean'),
  pooler: oneOf('shared', 'per-exit', 'none'),
  method: aText,
  constants: optional(anObject),
  task: aText,
  labels: aList,
  max_length: aNumber,
  run: aText,
};

/** The entry of a config.json. Throws LabError if there is none, or if a part of it is not as the lab writes it. */
export function readEntry(file: string, config: { readonly [name: string]: unknown }): EarlyExitEntry {
  const { early_exit: entry } = config;
  if (!isObject(entry))
    throw new LabError(
      `${file}: expected the entry "early_exit" of an exported model, got none; ` +
        'export a run with exportModel, or open an encoder without exits with openEncoderFolder',
    );
  const given = entry as object as EarlyExitEntry;
  checkKinds(`${file}: expected "early_exit" as exportModel writes it`, given, kinds);
  return given;
}

const isName = (value: unknown): boolean =>
  typeof value === 'string' && value !== '' && value !== '..' && basename(value) === value;
