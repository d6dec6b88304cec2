import { LabError } from '../errors';
import type { Encoder } from '../types';
import { bert } from './bertEncoder';
import type { ConfigFile } from './config';

/** A kind of encoder that the lab can compute. */
export interface Architecture {
  /** `model_type` of config.json. */
  readonly name: string;
  /** The encoder of that config.json. Throws LabError for values that it is not computed with. */
  open(file: ConfigFile): Encoder;
  /** The encoder's name of a parameter that a checkpoint stores under this one; absent: the same. */
  currentName?(stored: string): string;
}

/** The lab's own. A config.json that names none is of the first: BERT's are older than the others. */
const labs: readonly Architecture[] = [bert];

/** The registry: the lab's own, and what this process has added. */
const known: Architecture[] = [...labs];

export const architectures = (): readonly Architecture[] => known;

/**
 * Adds a kind of encoder for this process, as a notebook or a script does; one of the same name is replaced. Throws
 * LabError for the name of one of the lab's.
 */
export function addArchitecture(architecture: Architecture): void {
  const { name } = architecture;
  if (labs.some((lab) => lab.name === name))
    throw new LabError(`expected an architecture with a name of its own, got '${name}', one of the lab's`);
  const at = known.findIndex((each) => each.name === name);
  known.splice(at < 0 ? known.length : at, at < 0 ? 0 : 1, architecture);
}
