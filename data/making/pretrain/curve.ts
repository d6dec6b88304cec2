/** The learning curve of a pretraining run: what is kept of it, a row every few steps. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from '../../../src/files';
import { parseJson } from '../../../src/json';
import { readLines } from '../../../src/utf8';
import type { PretrainingPoint } from './pretrainingCurve';

/** Mean cross-entropy of the masked pieces in nats, and the fraction of them guessed right. */
export interface Score {
  readonly loss: number;
  readonly accuracy: number;
}

/** By task, the fraction of telling words guessed right at each level, the lowest first. */
export type ToldScores = Readonly<Record<string, readonly number[]>>;

/** Held-out text of both kinds, and the words of closings that tell a label. */
export interface HeldOutScores {
  readonly generated: Score;
  readonly general: Score;
  readonly told: ToldScores;
  /** The fraction of general sentences rightly told to be good English or not; asked only since the last stage of the encoder that ships. */
  readonly judged: number;
}

/** The training batches since the row before, averaged, and now and then the scores on held-out text. */
export interface CurveRow extends Score {
  readonly step: number;
  readonly blocks: number;
  /** Seen until here, padding left out. */
  readonly tokens: number;
  readonly seconds: number;
  readonly learningRate: number;
  readonly heldOut?: HeldOutScores;
}

const curveFile = (folder: string): string => join(folder, 'curve.jsonl');

export function writeCurve(folder: string, rows: readonly CurveRow[]): void {
  writeAtomically(
    curveFile(folder),
    rows.map((row) => `${JSON.stringify(row)}\n`),
  );
}

/** The rows up to a step; a run that was killed may have written more than its checkpoint knows. */
export function readCurve(folder: string, lastStep: number): CurveRow[] {
  if (!existsSync(curveFile(folder))) return [];
  const file = curveFile(folder);
  const lines = readLines(file, 'a learning curve').filter((line) => line !== '');
  const rows = lines.map((line, i) => parseJson(line, `${file}:${i + 1}`, 'a row of the curve') as CurveRow);
  return rows.filter(({ step }) => step <= lastStep);
}

/** What the learning curve's figure shows. */
export function heldOutPoints(rows: readonly CurveRow[]): PretrainingPoint[] {
  return rows.flatMap(({ tokens, blocks, heldOut }) =>
    heldOut
      ? [
          { tokens, blocks, text: "the generators' text", accuracy: heldOut.generated.accuracy },
          { tokens, blocks, text: 'general English', accuracy: heldOut.general.accuracy },
        ]
      : [],
  );
}

/** Running sums since the last row. */
export interface Pending {
  readonly steps: number;
  readonly loss: number;
  readonly error: number;
}

export const nothingPending: Pending = { steps: 0, loss: 0, error: 0 };

export const added = (pending: Pending, loss: number, error: number): Pending => ({
  steps: pending.steps + 1,
  loss: pending.loss + loss,
  error: pending.error + error,
});

export const meanOf = ({ steps, loss, error }: Pending): Score => ({
  loss: loss / steps,
  accuracy: 1 - error / steps,
});
