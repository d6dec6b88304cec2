/** The constants of methods that their papers leave open, with the values that a search tries. */
import type { Method } from '../types';
import { cagrad } from './cagrad';
import { consistentEe } from './consistentEe';
import { dynExit } from './dynExit';
import { gamlBert } from './gamlBert';
import { gpfee } from './gpfee';
import { leeBert } from './leeBert';
import { palbert } from './palbert';
import { ponderNet } from './ponderNet';

/** A constant of a method, its values, at most four, and the method with one of them. */
export interface OwnConstant {
  readonly constant: string;
  readonly values: readonly number[];
  withValue(value: number): Method;
}

/**
 * By the name of the method. The values are those of the papers and the published code, or are spread around the
 * default where there is none. A method of another paper that is not here has no constant that is open: its constants
 * are settled by its paper.
 */
export const ownConstants: { readonly [method: string]: OwnConstant } = {
  palbert: { constant: 'beta', values: [0.01, 0.1, 0.5, 1], withValue: (beta) => palbert({ beta }) },
  pondernet: { constant: 'beta', values: [0.01, 0.1, 0.5, 1], withValue: (beta) => ponderNet({ beta }) },
  gpfee: { constant: 'frozen', values: [1, 2, 3], withValue: (frozen) => gpfee({ frozen }) },
  'consistent-ee': {
    constant: 'alpha',
    values: [0, 0.01, 0.03, 0.09],
    withValue: (alpha) => consistentEe({ alpha }),
  },
  dynexit: {
    constant: 'regularisation',
    values: [0.1, 0.35, 0.7],
    withValue: (regularisation) => dynExit({ regularisation }),
  },
  'gaml-bert': { constant: 'alpha', values: [0.1, 0.3, 1, 3], withValue: (alpha) => gamlBert({ alpha }) },
  leebert: { constant: 'alpha', values: [0.1, 0.3, 1, 3], withValue: (alpha) => leeBert({ alpha }) },
  cagrad: { constant: 'c', values: [0.2, 0.4, 0.8], withValue: (c) => cagrad({ c }) },
};

/** The values that a search has chosen, by the name of the method. */
export type ChosenConstants = { readonly [method: string]: number };

/** The method with the value that a search has chosen, if it has chosen one. */
export const withOwnConstant = (method: Method, chosen: ChosenConstants): Method =>
  method.name in chosen ? ownConstants[method.name].withValue(chosen[method.name]) : method;
