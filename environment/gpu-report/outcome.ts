import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { orNull } from '../../src/errors';
import { writeAtomically } from '../../src/files';
import { readJsonObject } from '../../src/json';
import type { Part } from './parts';

/** The end of a part of a report. */
export interface Outcome {
  readonly part: string;
  readonly title: string;
  /** 'not run': no time was left. 'left out': the part does not apply to this machine. */
  readonly state: 'finished' | 'failed' | 'too long' | 'not run' | 'left out';
  /** The reason of every state except 'finished'. */
  readonly why?: string;
  /** The duration of the part. */
  readonly seconds: number;
  /** The value of works.ts for its kind of work. A part that took too long has a partial value or none. */
  readonly result?: unknown;
}

interface Kept extends Outcome {
  readonly fingerprint: string;
}

/** Changes when the lab, the device or the requested work changes. */
export const fingerprintOf = ({ work, device, environment }: Part, lab: string): string =>
  createHash('sha256')
    .update(JSON.stringify([lab, device ?? null, work, environment ?? null]))
    .digest('hex');

const fileOf = (folder: string, part: string): string => join(folder, `${part}.json`);

/** Stores the outcome of a part. */
export function keep(folder: string, outcome: Outcome, fingerprint: string): void {
  const kept: Kept = { ...outcome, fingerprint };
  writeAtomically(fileOf(folder, outcome.part), [`${JSON.stringify(kept, null, 1)}\n`]);
}

/** A finished part with the same fingerprint, or null. Parts that failed or took too long run again. */
export function finishedBefore(folder: string, part: string, fingerprint: string): Outcome | null {
  const file = fileOf(folder, part);
  if (!existsSync(file)) return null;
  const kept = orNull(() => readJsonObject(file, 'a part of a report')) as Kept | null;
  if (kept?.fingerprint !== fingerprint || kept.state !== 'finished') return null;
  const { fingerprint: _, ...outcome } = kept;
  return outcome;
}
