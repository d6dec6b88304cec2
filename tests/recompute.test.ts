/** An outsider's script, which shares no code with the lab, prints the lab's numbers to the last digit. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { exampleIntervals, individualExits, resampledExits, studentT, summariseSeeds } from '../src/analysis';
import { gap, judgePart, single } from '../src/claims';
import { projectRoot } from '../src/paths';
import { readCompact, writeCompact } from '../src/runs/compact';
import { permutation, seededRandom } from '../src/text/random';
import type { RunRecord } from '../src/types';
import { start } from './support/cli';
import { randomRecord, runOf } from './support/records';
import { temporaryFolder } from './support/store';

const root = join(projectRoot(), 'data', 'records');
const folders = readdirSync(root)
  .map((name) => join(root, name))
  .filter((folder) => existsSync(join(folder, 'runs.json')));

const keyOf = ({ config }: RunRecord): string => JSON.stringify([config.method, config.task, config.seed]);

/** The recipe of a run, but for its size. */
const recipeOf = ({ config: { exits, split, learningRate } }: RunRecord): string =>
  JSON.stringify([exits, split, learningRate]);

/** The largest run of each method, task and seed, among the runs with the most usual recipe. */
function oneOfEach(folder: string): RunRecord[] {
  const runs = readCompact(folder).filter(({ diverged }) => !diverged);
  const recipes = runs.map(recipeOf);
  const usual = [...recipes].sort((a, b) => count(recipes, b) - count(recipes, a))[0];
  const own = runs.filter((run) => recipeOf(run) === usual);
  const bySize = own.sort((a, b) => a.config.trainSize - b.config.trainSize);
  return [...new Map(bySize.map((run) => [keyOf(run), run])).values()];
}

const count = (all: readonly string[], one: string): number => all.filter((other) => other === one).length;

/** What the script says of some runs of a folder. */
async function recomputed<Answer>(
  folder: string,
  runs: readonly RunRecord[],
  expression: string,
): Promise<Answer> {
  const script = `
    import { cells, cellText, difference, differenceText } from './environment/recompute/judge.mjs';
    import { readRecords } from './environment/recompute/records.mjs';
    const ids = new Set(${JSON.stringify(runs.map(({ id }) => id))});
    const runs = readRecords(${JSON.stringify(folder)}, (_, id) => ids.has(id));
    console.log(JSON.stringify(${expression}));`;
  const { stdout, stderr } = await start(process.execPath, ['--input-type=module', '-e', script]).ended;
  assert.equal(stderr, '');
  return JSON.parse(stdout) as Answer;
}

const shuffled = <T>(values: readonly T[], seed: string): T[] =>
  Array.from(permutation(values.length, seededRandom(seed)), (i) => values[i]);

describe('recomputing what the records hold', () => {
  for (const folder of folders) {
    const runs = oneOfEach(folder);

    it(`ten cells of ${folder.slice(root.length + 1)}`, async () => {
      const ours = summariseSeeds(individualExits(runs)).map(({ method, task, x, mean, sd }) => {
        const spread = sd === null ? '' : ` ± ${(100 * sd).toFixed(1)}`;
        return `${method} ${task} ${x}: ${(100 * mean).toFixed(1)}${spread}`;
      });
      const theirs = await recomputed<string[]>(
        folder,
        runs,
        "cells(runs).map((cell) => cell.method + ' ' + cell.task + ' ' + cell.exit + ': ' + cellText(cell))",
      );
      assert.equal(theirs.length, ours.length);
      const chosen = shuffled(ours, folder).slice(0, 10);
      assert.equal(chosen.length, 10);
      for (const cell of chosen) assert.ok(theirs.includes(cell), cell);
    });

    it(`three intervals and verdicts of ${folder.slice(root.length + 1)}`, async () => {
      const methods = [...new Set(runs.map(({ config }) => config.method))];
      const pairs = methods.flatMap((better, i) => methods.slice(i + 1).map((worse) => ({ better, worse })));
      for (const { better, worse } of shuffled(pairs, 'pairs').slice(0, 3)) {
        const both = runs.filter(({ config }) => [better, worse].includes(config.method));
        const tasks = both.map(({ config }) => config.task);
        const common = tasks.filter((task) =>
          [better, worse].every((name) =>
            both.some(({ config }) => config.task === task && config.method === name),
          ),
        );
        const own = both.filter(({ config }) => common.includes(config.task));
        const exits = own[0].config.exits.slice(0, 2);
        const judged = judgePart(single(gap(better, worse, exits))[0], {
          rows: individualExits(own),
          overExamples: exampleIntervals(own, resampledExits()),
        });
        const found = await recomputed<{ verdict: string; text: string }>(
          folder,
          own,
          `[difference(runs, ${JSON.stringify({ better, worse, exits })})]` +
            '.map((found) => ({ verdict: found.verdict, text: differenceText(found) }))[0]',
        );
        assert.equal(found.verdict, judged.verdict, `${better} - ${worse}: ${judged.detail}`);
        assert.ok(judged.detail.startsWith(found.text), `${found.text}\n${judged.detail}`);
      }
    });
  }

  it('every verdict, from planted scores', async (t) => {
    const folder = temporaryFolder(t);
    const planted = (method: string, shares: readonly number[]) =>
      shares.map((share, s) => {
        const seed = s + 1;
        const record = randomRecord({ depths: [1, 2], examples: 300, seed: 5 });
        const logits = record.logits.map((_, i) => {
          const n = Math.floor(i / 2) % 300;
          const isRight = (n * 7 + seed * 3) % 300 < share * 300;
          return (i % 2 === record.labels[n]) === isRight ? 1 : 0;
        });
        const run = runOf({ ...record, logits }, method, 'sst-2', seed);
        return { ...run, id: `${method}-${seed}` };
      });
    const runs = [
      ...planted('good', [0.9, 0.9, 0.9]),
      ...planted('close', [0.92, 0.86, 0.89]),
      ...planted('bad', [0.7, 0.71, 0.72]),
      ...planted('chance', [0.4, 0.38, 0.42]),
      ...planted('worse', [0.2, 0.2, 0.21]),
      ...planted('once', [0.95]),
    ];
    writeCompact(folder, runs);
    const verdicts: readonly [better: string, worse: string, verdict: string][] = [
      ['good', 'bad', 'holds'],
      ['bad', 'good', 'against'],
      ['good', 'close', 'leans'],
      ['close', 'good', 'cannot tell'],
      ['once', 'bad', 'cannot tell'],
      ['bad', 'chance', 'holds'],
      ['chance', 'worse', 'cannot tell'],
    ];
    for (const [better, worse, verdict] of verdicts) {
      const own = runs.filter(({ config }) => [better, worse].includes(config.method));
      const expression = `difference(runs, ${JSON.stringify({ better, worse, exits: [1] })}).verdict`;
      assert.equal(await recomputed<string>(folder, own, expression), verdict, `${better} - ${worse}`);
      const judged = judgePart(single(gap(better, worse, [1]))[0], {
        rows: individualExits(own),
        overExamples: exampleIntervals(own, resampledExits()),
      });
      assert.equal(judged.verdict, verdict, judged.detail);
    }
  });

  it("has Student's t, and refuses two recipes by name", async (t) => {
    const freedoms = [1, 2, 4, 9, 30];
    const script =
      "import { studentT } from './environment/recompute/statistics.mjs'; " +
      `console.log(JSON.stringify(${JSON.stringify(freedoms)}.map(studentT)))`;
    const { stdout } = await start(process.execPath, ['--input-type=module', '-e', script]).ended;
    (JSON.parse(stdout) as number[]).forEach((value, i) => {
      assert.ok(Math.abs(value - studentT(freedoms[i])) < 1e-6, `${value}`);
    });
    const folder = temporaryFolder(t);
    const one = runOf(randomRecord(), 'sweet', 'sst-2', 1);
    writeCompact(folder, [one, { ...one, id: 'another', config: { ...one.config, learningRate: 2e-3 } }]);
    const command = (...words: string[]) =>
      start(process.execPath, ['environment/recompute.mjs', folder, ...words]).ended;
    const refused = await command();
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /got two: learningRate 0\.00[12] or 0\.00[12]; choose with --with/);
    const chosen = await command('--with', 'learningRate=0.002');
    assert.match(chosen.stdout, /^sweet sst-2 exit 1: \d+\.\d \(seeds 1\)$/m);
  });
});
