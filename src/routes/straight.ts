import type { Route } from '../types';

/** Standard back-propagation: a block is trained by its own exit and by all later exits. */
export const straight: Route = {
  intoExit: (hidden) => hidden,
  onward: (hidden) => hidden,
};
