/** The tables of results are what the records that ship give, and the README says the same as the page of results. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { contrast, individualExits, matchedScores, type ScoreRow } from '../src/analysis';
import { type Experiment, openRecords, profile, storedRuns } from '../src/experiments';
import { methodTitle } from '../src/figures';
import { methods } from '../src/methods';
import { ablation, comparison, signalComparison, together } from '../src/papers';
import { projectRoot } from '../src/paths';
import { quantilePolicy } from '../src/policies';
import { energy, entropy, softmaxScore } from '../src/signals';
import type { RunRecord } from '../src/types';
import { withEnvironment } from './support/environment';
import { fixtureJson } from './support/fixtures';
import type { PaperRows } from './support/paperRows';
import { temporaryFolder } from './support/store';

const page = (name: string): string => readFileSync(join(projectRoot(), name), 'utf8');
const results = page('data/records/README.md');

/** The runs that ship of an experiment; all of them do. */
function shipping(name: string, experiment: Experiment): readonly RunRecord[] {
  const { found, missing } = storedRuns(profile(name), experiment, openRecords());
  assert.equal(missing.length, 0, `${experiment.name} on ${name}`);
  return found;
}

/** The differences of a page, each with its interval over seeds and examples: `+5.6 (4.0 to 7.2)`. */
const differences = (text: string): string[] => text.match(/[+-]?\d+\.\d \(-?\d+\.\d to -?\d+\.\d\)/g) ?? [];

/** Whether a judged claim gives a difference with this interval; one without a sign is of what is above. */
function isJudged(difference: string, details: string): boolean {
  const numbers = [...difference.matchAll(/[+-]?\d+\.\d/g)].map(([number]) => number);
  const [value, low, high] = numbers.map((number) => (/^[+-]/.test(number) ? number : `+${number}`));
  return details.includes(`${value} (95% ${low} to ${high}: over `);
}

/** `| SWEET | 52.6 ± 0.4 | ...`: at each x the mean over tasks, and its deviation over so many seeds. */
function rowOf(rows: readonly ScoreRow[], method: string, xs: readonly number[], over: number): string {
  const cells = xs.map((x) => {
    const { seeds } = contrast(rows, [{ method, x, weight: 1 }]);
    assert.ok(seeds && seeds.sd !== null && seeds.n === over);
    return `${(100 * seeds.mean).toFixed(1)} ± ${(100 * seeds.sd).toFixed(1)}`;
  });
  return `| ${methodTitle(method)} | ${cells.join(' | ')} |`;
}

describe('results', () => {
  const eachExit = { shipped: { exits: [1, 4, 6, 12], over: 5 }, real: { exits: [1, 2, 4, 6], over: 3 } };
  for (const [name, { exits, over }] of Object.entries(eachExit))
    it(`each exit alone, on ${name}`, (t) => {
      withEnvironment(t, { EARLY_EXIT_STORE: temporaryFolder(t), EARLY_EXIT_DATA: '' });
      const rows = individualExits(shipping(name, comparison));
      for (const { name: method } of methods) {
        const row = rowOf(rows, method, exits, over);
        assert.ok(results.includes(row), row);
      }
    });

  const parts = ['vanilla', 'swm-energy', 'osc-energy', 'cosee-energy', 'cosee-entropy', 'cosee-softmax'];
  const trained = {
    shipped: {
      experiments: [ablation, signalComparison, together],
      names: [...parts, 'vanilla-sweet', 'cosee-energy-sweet'],
    },
    real: { experiments: [ablation, signalComparison], names: parts },
  };
  const signals = new Map([
    ['cosee-entropy', entropy],
    ['cosee-softmax', softmaxScore],
  ]);
  const speedUps = [1, 1.5, 2, 3, 4];
  for (const [name, { experiments, names }] of Object.entries(trained))
    it(`COSEE’s models at equal speed-ups, on ${name}`, (t) => {
      withEnvironment(t, { EARLY_EXIT_STORE: temporaryFolder(t), EARLY_EXIT_DATA: '' });
      const runs = experiments.flatMap((experiment) => shipping(name, experiment));
      for (const method of names) {
        const own = new Map(
          runs.filter(({ config }) => config.method === method).map((run) => [run.id, run]),
        );
        const policy = quantilePolicy(signals.get(method) ?? energy);
        const scores = matchedScores([...own.values()], policy, speedUps);
        const rows = scores.flatMap(({ score, ...row }) => (score === null ? [] : [{ ...row, score }]));
        const row = rowOf(rows, method, speedUps, 3);
        assert.ok(results.includes(row), row);
      }
    });

  it('each difference with an interval is that of a judged claim', () => {
    const judged = Object.values(fixtureJson<Record<string, PaperRows>>('golden/paper-rows.json'));
    const details = judged.flatMap(({ verdicts }) => verdicts.map(([, detail]) => detail)).join('\n');
    assert.ok(differences(results).length > 15);
    assert.deepEqual(
      differences(results).filter((difference) => !isJudged(difference, details)),
      [],
    );
  });

  it('the README repeats differences of the page of results', () => {
    const repeated = differences(page('README.md'));
    assert.ok(repeated.length > 8);
    assert.deepEqual(
      repeated.filter((difference) => !differences(results).includes(difference)),
      [],
    );
  });
});
