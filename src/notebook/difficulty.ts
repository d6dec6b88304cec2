import {
  type DifficultyRow,
  difficultyRows,
  equalLength,
  lengthsByLevel,
  meanEqualLength,
  pairsInOrder,
  summarise,
} from '../analysis';
import { points } from '../claims';
import { knownDifficulties, knownLengths } from '../experiments/difficulties';
import { type Profile, profile } from '../experiments/profiles';
import { difficultyCurves, type FigureOptions, methodTitle } from '../figures';
import type { RunRecord } from '../types';
import { showFigure } from './figure';
import { figureSetting } from './figureSetting';
import { showTable } from './table';

/**
 * Shows accuracy by difficulty for each method and exit, and beside it what length alone tells: how well the number of
 * words ranks the difficulty, and how much of the difference between neighbouring levels remains at equal length at the
 * first and the last exit. Runs without known difficulties are left out. Returns the rows of the figure; without any,
 * says so.
 */
export async function showDifficulty(
  name: string,
  runs: readonly RunRecord[],
  settings: Pick<Profile, 'data'> = profile(),
  options: Partial<FigureOptions> = {},
): Promise<DifficultyRow[]> {
  const difficultiesOf = knownDifficulties(settings);
  const lengthsOf = knownLengths(settings);
  const graded = runs.filter((run) => difficultiesOf(run).length > 0);
  const rows = difficultyRows(graded, difficultiesOf);
  if (rows.length === 0) {
    console.log('The difficulty of these examples is not known.');
    return rows;
  }
  await showFigure(name, difficultyCurves(rows, figureSetting(graded, options)), rows);
  sayLengths(graded, difficultiesOf, lengthsOf);
  const { exits } = graded[0].config;
  const compared = equalLength(graded, difficultiesOf, lengthsOf, [exits[0], exits[exits.length - 1]]);
  showTable(
    meanEqualLength(compared).map(inWords),
    'points that the easier of two neighbouring levels is ahead, at any length and between texts of equal length',
  );
  return rows;
}

type About = (run: RunRecord) => readonly number[];

/** Says how well the length alone ranks the difficulties, and the mean number of words of each level. */
function sayLengths(runs: readonly RunRecord[], difficultiesOf: About, lengthsOf: About): void {
  const oneOfEach = [...new Map(runs.map((run): [string, RunRecord] => [run.config.task, run])).values()];
  const areas = oneOfEach.map((run) => pairsInOrder(lengthsOf(run), difficultiesOf(run)) ?? 0.5);
  const levels = oneOfEach.flatMap((run) => lengthsByLevel(difficultiesOf(run), lengthsOf(run)));
  const words = [...new Set(levels.map(({ difficulty }) => difficulty))]
    .sort((a, b) => a - b)
    .map(
      (level) => summarise(levels.filter((row) => row.difficulty === level).map((row) => row.meanWords)).mean,
    );
  console.log(
    `The number of words alone ranks ${summarise(areas).mean.toFixed(3)} of the pairs of different difficulty ` +
      `(0.5 is chance). Mean words by level: ${words.map((mean) => mean.toFixed(1)).join(', ')}.`,
  );
}

function inWords(row: ReturnType<typeof meanEqualLength>[number]) {
  const { method, x, easier, harder, anyLength, equalLength, low, high, tasks } = row;
  const known = equalLength !== null && low !== null && high !== null;
  return {
    method: methodTitle(method),
    'exit after block': x,
    levels: `${easier} over ${harder}`,
    'any length': points(100 * anyLength),
    'equal length': known ? points(100 * equalLength) : 'no equal lengths',
    '95%': known ? `${points(100 * low)} to ${points(100 * high)}` : '',
    tasks,
  };
}
