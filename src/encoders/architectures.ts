import { LabError } from '../errors';
import type { Encoder } from '../types';
import { albert } from './albertEncoder';
import { bert } from './bertEncoder';
import type { ConfigFile } from './config';
import { deberta } from './deberta';
import { debertaV2 } from './debertaV2';
import { distilbert } from './distilbertEncoder';
import { electra } from './electra';
import { modernBert } from './modernBertEncoder';
import { roberta } from './roberta';

/** An encoder architecture that the lab can compute. */
export interface Architecture {
  /** `model_type` of config.json. */
  readonly name: string;
  /** The encoder that config.json describes. Throws LabError for values that it does not support. */
  open(file: ConfigFile): Encoder;
  /** The encoder's name for a parameter of a checkpoint. Default: the name in the checkpoint. */
  currentName?(stored: string): string;
}

/**
 * The lab's architectures. A config.json without `model_type` is read as the first one, because old BERT files have
 * none.
 */
const labs: readonly Architecture[] = [
  bert,
  roberta,
  electra,
  distilbert,
  albert,
  deberta,
  debertaV2,
  modernBert,
];

/** The registry: the lab's architectures and those that this process has added. */
const known: Architecture[] = [...labs];

export const architectures = (): readonly Architecture[] => known;

/**
 * Adds an architecture for this process, such as from a notebook or a script. It replaces an added one of the same
 * name. Throws LabError for the name of one of the lab's architectures.
 */
export function addArchitecture(architecture: Architecture): void {
  const { name } = architecture;
  if (labs.some((lab) => lab.name === name))
    throw new LabError(
      `expected an architecture with a new name, got '${name}', which the lab uses; rename it`,
    );
  const at = known.findIndex((each) => each.name === name);
  known.splice(at < 0 ? known.length : at, at < 0 ? 0 : 1, architecture);
}
