import { summarise } from '../../../src/analysis';
import { methodTitle } from '../../../src/figures/style';
import { accuracyAtLevel, averages, firstMetric, type Score, scoresOf } from './compare';
import {
  type Arm,
  CHECKPOINT,
  gradedArms,
  gradedNames,
  learningRateOf,
  MINILM,
  multiModelArm,
  RANDOM,
  realArms,
  realNames,
  seeds,
} from './grid';
import type { Result } from './results';
import { type Statement, statements } from './statements';

const verdicts = { true: 'holds', false: 'does not hold', null: 'open' } as const;
const depths = [1, 4, 6, 12];

/** `RESULTS.md`, computed from the results alone. */
export function resultsMarkdown(results: readonly Result[]): string {
  const runs = seeds.length * (gradedNames.length * gradedArms.length + realNames.length * realArms.length);
  return [
    '# How good the graded tasks and the small BERT are',
    '',
    `${results.length} of ${runs} runs. Up to 6,000 training examples, 2 epochs, batches of 32, exits ` +
      'after blocks 1, 4, 6 and 12, a linear',
    `decay from a learning rate of ${learningRateOf(CHECKPOINT)} (random weights ` +
      `${learningRateOf(RANDOM)}, MiniLM ${learningRateOf(MINILM)}); scored on the validation split.`,
    "In percent: accuracy, and Matthews' correlation for acceptability and cola; ± is one standard " +
      'deviation over seeds (n - 1).',
    '`npm run measure -- --table` makes this file again from results.json.',
    '',
    ...statements(results).map(statementLine),
    '',
    '## Mean over the seven tasks',
    '',
    ...exitTable(
      gradedArms.map((arm) => ({
        title: armTitle(arm),
        cells: depths.map((depth) => spread(averages(results, { arm, depth }, gradedNames, firstMetric))),
      })),
    ),
    '',
    '## By difficulty',
    '',
    'Accuracy of Multi-Model, mean over the tasks, and how far 12 blocks are ahead of 1.',
    '',
    ...levelTable(results),
    '',
    ...[...gradedNames, ...realNames].flatMap((task) => taskSection(results, task)),
  ].join('\n');
}

const statementLine = ({ claim, holds, detail }: Statement) =>
  `- **${verdicts[`${holds}`]}**: ${claim}. ${detail[0].toUpperCase()}${detail.slice(1)}.`;

function armTitle({ method, encoder }: Arm): string {
  if (encoder === CHECKPOINT) return methodTitle(method);
  return encoder === RANDOM ? `${methodTitle(method)}, random weights` : `${methodTitle(method)}, ${encoder}`;
}

interface Line {
  readonly title: string;
  readonly cells: readonly string[];
}

const exitTable = (lines: readonly Line[]) => table(['', ...depths.map((depth) => `exit ${depth}`)], lines);

function table(head: readonly string[], lines: readonly Line[]): string[] {
  return [
    `| ${head.join(' | ')} |`,
    `| --- |${' --: |'.repeat(head.length - 1)}`,
    ...lines.map(({ title, cells }) => `| ${title} | ${cells.join(' | ')} |`),
  ];
}

function levelTable(results: readonly Result[]): string[] {
  const levels = [1, 2, 3, 4, 5];
  const of = (depth: number, level: number) =>
    averages(results, { arm: multiModelArm, depth }, gradedNames, accuracyAtLevel(level));
  const gap = (level: number) => of(12, level).map((value, s) => value - of(1, level)[s]);
  return table(
    ['', ...levels.map((level) => `level ${level}`)],
    [
      ...depths.map((depth) => ({
        title: `${depth} block${depth === 1 ? '' : 's'}`,
        cells: levels.map((level) => spread(of(depth, level))),
      })),
      { title: '12 less 1', cells: levels.map((level) => spread(gap(level))) },
    ],
  );
}

function taskSection(results: readonly Result[], task: string): string[] {
  const mine = results.filter((result) => result.task === task);
  if (mine.length === 0) return [];
  const arms = (gradedNames.includes(task) ? gradedArms : realArms).filter((arm) =>
    mine.some(({ method, encoder }) => method === arm.method && encoder === arm.encoder),
  );
  const exitsOf = (arm: Arm) =>
    mine.find(({ method, encoder }) => method === arm.method && encoder === arm.encoder)?.exits ?? [];
  const lines = arms.map((arm) => ({
    title:
      exitsOf(arm).join() === depths.join() ? armTitle(arm) : `${armTitle(arm)}: ${exitsOf(arm).join(', ')}`,
    cells: exitsOf(arm).map((depth) => cell(mine, arm, depth, firstMetric)),
  }));
  const metric = Object.keys(mine[0].metrics)[0];
  return [`## ${task} (${metric})`, '', ...exitTable(lines), '', ...taskLevels(mine, arms)];
}

/** Accuracy at each difficulty at the first and the last block: "61 / 94". */
function taskLevels(mine: readonly Result[], arms: readonly Arm[]): string[] {
  const levels = Object.keys(mine[0].levels).map(Number);
  if (levels.length === 0) return [];
  const lines = arms.map((arm) => ({
    title: armTitle(arm),
    cells: levels.map((level) =>
      [1, 12].map((depth) => cell(mine, arm, depth, accuracyAtLevel(level)).split(' ')[0]).join(' / '),
    ),
  }));
  return [
    'Accuracy by difficulty, after block 1 / after block 12:',
    '',
    ...table(['', ...levels.map((level) => `level ${level}`)], lines),
    '',
  ];
}

const cell = (mine: readonly Result[], arm: Arm, depth: number, score: Score): string =>
  spread([...scoresOf(mine, { arm, depth }, mine[0].task, score).values()]);

/** "71.2 ± 0.4"; "71.2" for a single seed; empty for none. */
function spread(values: readonly number[]): string {
  if (values.length === 0) return '';
  const { mean, sd } = summarise(values);
  return `${mean.toFixed(1)}${sd === null ? '' : ` ± ${sd.toFixed(1)}`}`;
}
