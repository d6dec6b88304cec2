import { stepFlops as modelFlops } from '../../src/plan/flops';
import { modelOf } from '../bench/ours';
import type { BenchSize } from '../bench/sizes';

/** FLOP of one training step of a timed encoder. */
export const stepFlops = (size: BenchSize): number => modelFlops(modelOf(size), size);

/** The formula in words, for the report. */
export const formula =
  'FLOP of a step = 3 x batch x 2 x [blocks x (4TH² + 2T²H + 2THI) + exits x (H² + 2H)], for T tokens, width H ' +
  'and inner width I: a multiply-add is 2 FLOP, and forward and backward together are 3 x forward.';
