#!/usr/bin/env node
/** Recomputes cells, intervals and verdicts from the records that ship, without the code of the lab: recompute.md. */
import { parseArgs } from 'node:util';
import { cells, cellText, difference, differenceText } from './recompute/judge.mjs';
import { readRecords } from './recompute/records.mjs';

const usage = `node environment/recompute.mjs FOLDER [OPTIONS]

Without --better: the score of each exit, method and task, as mean ± standard deviation over seeds.
With --better and --worse: their difference in points, its 95% intervals, and the verdict on a claim.

FOLDER               a folder of records, such as data/records/real
--methods A,B        only these methods
--tasks A,B          only these tasks
--with NAME=VALUE    only runs with this setting; also NAME>=VALUE; may be repeated
--better A --worse B the methods to compare
--exits 1,4          the exits over which the difference is averaged
--above NUMBER       the bound of the claim, in points (0)
--resamples NUMBER   draws of the bootstrap (200)`;

const list = (words) => words?.split(',');

/**
 * Whether a configuration has the settings: `learningRate=0.0002`, `exits=1,4,6,12`, `trainSize>=2500`,
 * `constants.beta0=10`. A setting that a run does not have is not asked of it.
 */
const hasSettings = (settings) => (config) =>
  settings.every((setting) => {
    const [, name, sign, value] = /^([\w.]+)(>=|=)(.*)$/.exec(setting) ?? [];
    if (!name) throw new Error(`--with: expected NAME=VALUE or NAME>=VALUE, got ${setting}`);
    const own = name.split('.').reduce((inner, part) => inner?.[part], { split: 'validation', ...config });
    return own === undefined || (sign === '=' ? `${own}` === value : own >= Number(value));
  });

function main() {
  const text = { type: 'string' };
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ...{ methods: text, tasks: text, better: text, worse: text, exits: text, above: text, resamples: text },
      ...{ with: { type: 'string', multiple: true }, help: { type: 'boolean' } },
    },
  });
  if (values.help || positionals.length !== 1) return console.log(usage);
  const { better, worse } = values;
  const methods = better ? [better, worse] : list(values.methods);
  const hasAll = hasSettings(values.with ?? []);
  const tasks = list(values.tasks);
  const runs = readRecords(
    positionals[0],
    (config) =>
      (methods?.includes(config.method) ?? true) && (tasks?.includes(config.task) ?? true) && hasAll(config),
  );
  if (!better) {
    for (const cell of cells(runs))
      console.log(
        `${cell.method} ${cell.task} exit ${cell.exit}: ${cellText(cell)} (seeds ${cell.seeds.join(', ')})`,
      );
    return;
  }
  const { above, resamples } = values;
  const found = difference(runs, {
    ...{ better, worse, exits: list(values.exits).map(Number) },
    ...(above !== undefined && { above: Number(above) }),
    ...(resamples !== undefined && { resamples: Number(resamples) }),
  });
  console.log(`${found.verdict}: ${differenceText(found)}`);
}

try {
  main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
