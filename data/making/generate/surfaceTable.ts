import { GRADED_FROM, SURFACE_BAR, type SurfaceRow } from './surface';

/** The scores of every task, in the format of `data/tasks/surface.json`. */
export type SurfaceScores = { readonly [task: string]: readonly SurfaceRow[] };

/** `data/tasks/SURFACE.md`, computed from the scores alone. */
export function surfaceMarkdown(scores: SurfaceScores): string {
  const tasks = Object.entries(scores);
  return [
    '# What the words alone give away',
    '',
    'Logistic regressions on a bag of words and on a bag of words and adjacent pairs (the two ' +
      'sentences of a pair apart and',
    'together), scored in percent on validation and test, 400 examples a level. Each is fitted twice: ' +
      'on the training examples',
    `of all levels, and on those of the level alone; the better one counts. From level ${GRADED_FROM} ` +
      'on none may be more than',
    `${SURFACE_BAR} points over always saying the commonest label. \`npm run surface\` makes this table again.`,
    '',
    verdict(tasks.flatMap(([task, rows]) => rows.map((row) => ({ task, ...row })))),
    '',
    '| task | level | commonest label | words: all levels | level alone | bigrams: all levels | level ' +
      'alone | best, over the commonest |',
    '| --- | --: | --: | --: | --: | --: | --: | --: |',
    ...tasks.flatMap(([task, rows]) => [...new Set(rows.map(({ level }) => level))].map(line(task, rows))),
    '',
  ].join('\n');
}

const line = (task: string, rows: readonly SurfaceRow[]) => (level: number) => {
  const here = rows.filter((row) => row.level === level);
  const scores = here.flatMap(({ allLevels, levelAlone }) => [allLevels, levelAlone]);
  const over = Math.max(...here.map((row) => row.over));
  const cells = [here[0].majority, ...scores].map((score) => score.toFixed(1));
  return `| ${[task, level, ...cells, signed(over)].join(' | ')} |`;
};

function verdict(rows: readonly (SurfaceRow & { readonly task: string })[]): string {
  const graded = rows.filter(({ level }) => level >= GRADED_FROM);
  const worst = graded.reduce((most, row) => (row.over > most.over ? row : most));
  const beyond = graded.filter(({ over }) => over > SURFACE_BAR).length;
  const holds =
    beyond === 0 ? 'Holds' : `Does not hold: ${beyond} of ${graded.length} scores are beyond the bar`;
  return (
    `**${holds}.** The furthest from level ${GRADED_FROM} on is ${signed(worst.over)} points: ` +
    `${worst.task}, level ${worst.level}, ` +
    `${worst.bag}.`
  );
}

const signed = (points: number): string => `${points < 0 ? '' : '+'}${points.toFixed(1)}`;
