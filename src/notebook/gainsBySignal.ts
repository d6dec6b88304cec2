import type { DecidedGain } from '../analysis';
import { methodTitle } from '../figures';
import { pointsText } from './differenceTable';

/** Rows for `showTable`: a row for each method, a column for each signal that decides, in points with 95% intervals. */
export const gainsBySignal = (gains: readonly DecidedGain[]) =>
  [...new Set(gains.map(({ method }) => method))].map((method) => ({
    method: methodTitle(method),
    ...Object.fromEntries(
      gains
        .filter((gain) => gain.method === method)
        .map((gain): [string, string] => [`left by ${gain.signal}`, pointsText(gain)]),
    ),
  }));
