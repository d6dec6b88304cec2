import type { ExitRecord } from '../../src/types';
import { fixtureJson } from './fixtures';
import { recordOf } from './records';

/** Numbers made by running the functions published with the COSEE paper: logits [exit][example][class], the last exit at the end. */
export const goldenCosee = fixtureJson<{
  readonly logits: number[][][];
  readonly labels: number[];
  /** [example][exit] */
  readonly ce_per_sample_layer: number[][];
  readonly 'eval_thr0.2': { readonly counter: { readonly [depth: string]: number }; readonly pred: number[] };
}>('golden/cosee.json');

export const goldenCoseeRecord = (): ExitRecord =>
  recordOf(goldenCosee.logits, goldenCosee.labels, [1, 2, 3, 4]);
