import type { Tensor1D } from '@tensorflow/tfjs-core';
import type { Route } from '../types';

/** The route of a method at a step with this schedule, [K]. */
export const atStep = (route: Route, schedule?: Tensor1D): Route => ({
  intoExit: (hidden, at) => route.intoExit(hidden, at, schedule),
  onward: (hidden, at) => route.onward(hidden, at, schedule),
});
