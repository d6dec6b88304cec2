import type { Encoder } from '../types';
import { bert } from './bertEncoder';
import type { ConfigFile } from './config';

/** A kind of encoder that the lab can compute. */
export interface Architecture {
  /** `model_type` of config.json. */
  readonly name: string;
  /** The encoder of that config.json. Throws LabError for values that it is not computed with. */
  open(file: ConfigFile): Encoder;
  /** The encoder's name of a parameter that a checkpoint stores under this one. */
  currentName(stored: string): string;
}

/** Every kind. A config.json that names none is of the first: BERT's are older than the others. */
export const architectures: readonly Architecture[] = [bert];
