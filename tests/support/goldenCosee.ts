import type { ExitRecord } from '../../src/types';
import { fixtureJson } from './fixtures';
import { recordOf } from './records';

interface OfSignal {
  readonly [name: string]: readonly number[] & readonly number[][] & number;
}

/**
 * Numbers made by running the functions published with the COSEE paper: logits [exit][example][class], the last exit at
 * the end.
 */
export const goldenCosee = fixtureJson<{
  readonly logits: number[][][];
  readonly labels: number[];
  readonly signals: { readonly [name: string]: OfSignal };
  readonly weights_beta10_total100_M4: [number, number[][]][];
  /** [example][exit] */
  readonly ce_per_sample_layer: number[][];
  readonly swm_loss_per_thr_t10_beta10: number[];
  readonly swm_loss: number;
  readonly three_class: { readonly [name: string]: number[] };
  readonly 'eval_thr0.2': { readonly counter: { readonly [depth: string]: number }; readonly pred: number[] };
}>('golden/cosee.json');

export const goldenCoseeRecord = (): ExitRecord =>
  recordOf(goldenCosee.logits, goldenCosee.labels, [1, 2, 3, 4]);
