import type { RunOptions } from '../../src/runs/config';
import type { Method } from '../../src/types';
import { fixturePath } from './fixtures';

/** Four steps of the small BERT on the invented inference task. */
export const smallRun = (method: Method): RunOptions => ({
  method,
  task: 'rte',
  data: fixturePath('glue'),
  encoder: fixturePath('tiny-bert'),
  exits: [1, 3, 5],
  trainSize: 64,
  epochs: 1,
  maxLength: 16,
});
