import { averageOverTasks, individualExits, summariseSeeds, trainSizes } from '../analysis';
import { methodTitle } from '../figures';
import type { RunRecord } from '../types';

/**
 * Rows for `showTable`: the scores in percent of every method at the exit of one depth, as the mean over tasks and
 * seeds, with a row for each training size. `withBaselines` adds chance, the bag of words and the full model.
 */
export function sizeTable(runs: readonly RunRecord[], depth: number) {
  const sizeOf = ({ config }: RunRecord) => ({ trainSize: config.trainSize });
  const means = summariseSeeds(averageOverTasks(individualExits(runs, sizeOf))).filter(
    ({ x }) => x === depth,
  );
  const methods = [...new Set(means.map(({ method }) => method))];
  return trainSizes(runs).map((size) => {
    const own = means.filter(({ trainSize }) => trainSize === size);
    const cell = (method: string): [string, string] => {
      const found = own.find((row) => row.method === method);
      return [methodTitle(method), found ? (100 * found.mean).toFixed(1) : ''];
    };
    return { 'training examples': size, seeds: own[0].n, ...Object.fromEntries(methods.map(cell)) };
  });
}
