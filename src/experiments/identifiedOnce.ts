import { stepsOf } from '../runs/config';
import { identified } from '../runs/prepare';
import type { Method } from '../types';
import { once } from './once';

/**
 * `identified` for many runs at one moment, in which no method changes. A method is tried once on every size of model
 * and number of steps, and not again for every seed and learning rate.
 */
export function identifiedOnce(): typeof identified {
  const numbers = new Map<Method, number>();
  const numberOf = (method: Method): number => {
    numbers.set(method, numbers.get(method) ?? numbers.size);
    return numbers.get(method) ?? 0;
  };
  return once(({ method, model, settings }) => {
    const { encoder, weights, exits, pooler, pooling, dropout, epochs } = settings;
    const sizes = [exits, model.classes, stepsOf(settings), epochs];
    return JSON.stringify([numberOf(method), encoder, weights, pooler, pooling, dropout, ...sizes]);
  }, identified);
}
