import type { Route } from '../types';

/** Back-propagation as it is: a block is moved by its own exit and by all later ones. */
export const straight: Route = {
  intoExit: (hidden) => hidden,
  onward: (hidden) => hidden,
};
