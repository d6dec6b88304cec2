/** The learning curve of a pretraining run: one row for every few steps. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from '../../../src/files';
import { parseJson } from '../../../src/json';
import { readLines } from '../../../src/utf8';
import type { PretrainingPoint } from './pretrainingCurve';

/** Mean cross-entropy of the masked pieces in nats, and the fraction predicted correctly. */
export interface Score {
  readonly loss: number;
  readonly accuracy: number;
}

/** By task: the fraction of telling words predicted correctly at each level, the lowest first. */
export type ToldScores = Readonly<Record<string, readonly number[]>>;

/** Scores on held-out text of both kinds, and on the words of closings that state a label. */
export interface HeldOutScores {
  readonly generated: Score;
  readonly general: Score;
  readonly told: ToldScores;
  /**
   * The fraction of general sentences judged correctly as good English or not. Measured since the last stage of the
   * encoder that ships.
   */
  readonly judged: number;
}

/** The mean over the training batches since the previous row; some rows also have held-out scores. */
export interface CurveRow extends Score {
  readonly step: number;
  readonly blocks: number;
  /** Tokens seen until here, without padding. */
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

/** The rows up to a step. A run that was killed may have written more rows than its checkpoint needs. */
export function readCurve(folder: string, lastStep: number): CurveRow[] {
  if (!existsSync(curveFile(folder))) return [];
  const file = curveFile(folder);
  const lines = readLines(file, 'a learning curve').filter((line) => line !== '');
  const rows = lines.map((line, i) => parseJson(line, `${file}:${i + 1}`, 'a row of the curve') as CurveRow);
  return rows.filter(({ step }) => step <= lastStep);
}

/** The points in the figure of the learning curve. */
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
