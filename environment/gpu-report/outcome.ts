import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { orNull } from '../../src/errors';
import { writeAtomically } from '../../src/files';
import { readJsonObject } from '../../src/json';
import type { Part } from './parts';

/** How a part of a report ended. */
export interface Outcome {
  readonly part: string;
  readonly title: string;
  /** 'not run' for want of time, 'left out' since this machine is not for it. */
  readonly state: 'finished' | 'failed' | 'too long' | 'not run' | 'left out';
  /** Of all but 'finished'. */
  readonly why?: string;
  /** That it took. */
  readonly seconds: number;
  /**
   * What works.ts gives for its kind of work; where it took too long, what there was by then, or
   * nothing.
   */
  readonly result?: unknown;
}

interface Kept extends Outcome {
  readonly fingerprint: string;
}

/** Changes when the lab, the device or what is asked for does. */
export const fingerprintOf = ({ work, device, environment }: Part, lab: string): string =>
  createHash('sha256')
    .update(JSON.stringify([lab, device ?? null, work, environment ?? null]))
    .digest('hex');

const fileOf = (folder: string, part: string): string => join(folder, `${part}.json`);

/** Keeps how a part ended. */
export function keep(folder: string, outcome: Outcome, fingerprint: string): void {
  const kept: Kept = { ...outcome, fingerprint };
  writeAtomically(fileOf(folder, outcome.part), [`${JSON.stringify(kept, null, 1)}\n`]);
}

/** A finished part of the same fingerprint, or null: what failed or took too long is tried again. */
export function finishedBefore(folder: string, part: string, fingerprint: string): Outcome | null {
  const file = fileOf(folder, part);
  if (!existsSync(file)) return null;
  const kept = orNull(() => readJsonObject(file, 'a part of a report')) as Kept | null;
  if (kept?.fingerprint !== fingerprint || kept.state !== 'finished') return null;
  const { fingerprint: _, ...outcome } = kept;
  return outcome;
}
