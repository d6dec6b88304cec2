import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../errors';
import { recordsRoot } from './records';

/**
 * Timed answers of one size of encoder with one batch size, as `npm run bench -- --part answering --save` writes them.
 */
export interface TimedAnswers {
  /** What was timed on. */
  readonly machine: string;
  readonly size: {
    readonly name: string;
    readonly blocks: number;
    readonly hidden: number;
    readonly exits: readonly number[];
  };
  /** The largest number of texts that run together. */
  readonly batch: number;
  /** The number of texts of a pass, and that of their tokens. */
  readonly texts: number;
  readonly tokens: number;
  /** Full depth over mean depth, in blocks. */
  readonly speedUp: number;
  /** Seconds of each pass over the texts: one graph call at the whole depth, early exit, PyTorch at the whole depth. */
  readonly whole: readonly number[];
  readonly early: readonly number[];
  readonly pytorch: readonly number[];
}

/** The timed answers that ship. Throws LabError if the file is absent. */
export function shippedTimings(file = join(recordsRoot(), 'answering.json')): TimedAnswers[] {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  throw new LabError(`expected timed answers in ${file}; npm run bench -- --part answering --save FILE`);
}
