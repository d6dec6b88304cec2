import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { deviceTokens } from '../encoders/tokens';
import { type MultiExit, runExits } from '../exits';
import { noDropout } from '../ops/dropout';
import { straight } from '../routes';
import { blankBatch } from '../text/batches';
import type { ExitModule, Parameters } from '../types';

/** Whether the exits of a model read the outputs of earlier exits, as those of Zero Time Waste do. */
export function readsEarlier(model: MultiExit, parameters: Parameters<Tensor>): boolean {
  let reads = false;
  const exit: ExitModule = {
    ...model.exit,
    read: (p, at, seen) =>
      model.exit.read(p, at, {
        ...{ row: seen.row, pool: seen.pool, drop: seen.drop, tokens: seen.tokens },
        get earlier() {
          reads = true;
          return seen.earlier;
        },
        get before() {
          reads = true;
          return seen.before;
        },
      }),
  };
  tf.tidy(() => {
    runExits({ ...model, exit }, straight, parameters, [deviceTokens(blankBatch([1]))], noDropout(1));
  });
  return reads;
}
