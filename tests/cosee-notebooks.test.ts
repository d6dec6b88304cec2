/** What notebooks 7 and 8 show: gains by several signals, rankings beside length, weights, and who leaves where. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  decidedGains,
  energiesByAnswer,
  LENGTH_ALONE,
  labelDistance,
  rankedSignals,
  rankedTable,
} from '../src/analysis';
import { profile } from '../src/experiments';
import { renderSvg, weightHills } from '../src/figures';
import {
  answerEnergies,
  checkLabelsApart,
  checkSignals,
  gainsByBeta0,
  gainsBySignal,
  searchAreas,
  setting,
  showClassesLeaving,
  showEnergies,
} from '../src/notebook';
import { energy, entropy } from '../src/signals';
import { withEnvironment } from './support/environment';
import { randomRecord, recordOf, runOf } from './support/records';
import { temporaryFolder } from './support/store';

/** Four examples, two exits; example 3 is wrong at exit 1 unless `fair`. */
const record = (fair: boolean) =>
  recordOf(
    [
      [[3, 0], [2, 0], fair ? [0, 1] : [1, 0], [0, 0.5]],
      [
        [4, 0],
        [3, 0],
        [0, 3],
        [0, 2],
      ],
    ],
    [0, 0, 1, 1],
    [1, 2],
  );

const runs = [1, 2].flatMap((seed) => [
  runOf(record(false), 'vanilla', 'sentiment', seed),
  runOf(record(true), 'cosee-energy', 'sentiment', seed),
]);

describe('gains when examples leave early', () => {
  it('compare each method with vanilla by the same signal', () => {
    const gains = decidedGains(runs, 'vanilla', [2], [energy, entropy]);
    assert.deepEqual(
      gains.map(({ method, signal, seeds }) => [method, signal, seeds]),
      [
        ['cosee-energy', 'energy', 2],
        ['cosee-energy', 'entropy', 2],
      ],
    );
    for (const { mean } of gains) assert.ok(Math.abs(mean - 0.25) < 1e-9, `a quarter is right more: ${mean}`);
    const [row] = gainsBySignal(gains);
    assert.equal(row.method, 'COSEE, energy');
    assert.match(String(Object.entries(row)[1]), /^left by energy,\+25\.0 \(/);
  });
});

describe('gains by β₀', () => {
  const sixExits = (method: string, task: string, seed: number) =>
    runOf(randomRecord({ depths: [1, 2, 3, 4, 5, 6], seed: 10 * seed + task.length }), method, task, seed);
  const plain = [1, 2].map((seed) => sixExits('vanilla', 'sentiment', seed));

  it('compare COSEE of each β₀ with vanilla on the same task', () => {
    const sharp = [0.2, 10].flatMap((beta0) =>
      [3, 4].map((seed) => {
        const run = sixExits('cosee-energy', 'sentiment', seed);
        return { ...run, config: { ...run.config, seed: seed - 2, constants: { beta0 } } };
      }),
    );
    const rows = gainsByBeta0(sharp, [...plain, sixExits('vanilla', 'inference', 1)]);
    assert.deepEqual(
      rows.map(({ method }) => method),
      ['COSEE, β₀ = 0.2', 'COSEE, β₀ = 10'],
    );
    for (const [i, row] of rows.entries()) {
      const [expected] = gainsBySignal(decidedGains([...plain, ...sharp.slice(2 * i, 2 * i + 2)]));
      assert.deepEqual({ ...row, method: expected.method }, expected);
    }
  });
});

describe('the ranking of difficulty', () => {
  it('stands beside that of length, among all pairs and at equal length', () => {
    const levels = [1, 1, 2, 2];
    const rows = rankedSignals(
      runs.slice(1, 2),
      () => levels,
      () => [3, 5, 5, 9],
      [energy],
    );
    const at = (pairs: string, name: string) =>
      rows.filter((row) => row.pairs === pairs && row.name === name).map(({ mean }) => mean);
    assert.deepEqual(at('all pairs', 'energy')[0], 1, 'the unsure examples are the hard ones');
    assert.deepEqual(at('all pairs', LENGTH_ALONE), [0.875, 0.875], 'one pair of four is a tie');
    assert.equal(at('pairs of equal length', LENGTH_ALONE).length, 0);
    assert.equal(at('pairs of equal length', 'energy')[0], 1);
    assert.deepEqual(
      rankedSignals(
        runs,
        () => [],
        () => [],
      ),
      [],
      'a task without levels',
    );
    assert.deepEqual(Object.entries(rankedTable(rows)[0]).slice(0, 3), [
      ['among', 'all pairs'],
      ['ranked by', 'energy'],
      ['exit 1', '100.0'],
    ]);
  });
});

describe('how far apart labels leave', () => {
  it('is 1 where no exit lets out two labels, and 0 where they leave alike', () => {
    assert.equal(labelDistance(record(true), energy, 0.15), 1, 'the first label leaves first');
    assert.equal(labelDistance(record(true), energy, 0.9), 0, 'all leave first');
  });

  it('is shown and judged for each method', (t) => {
    const lines: string[] = [];
    t.mock.method(console, 'log', (line: unknown) => void lines.push(String(line)));
    checkLabelsApart(runs, { better: energy, worse: entropy });
    assert.match(lines.join('\n'), /method +task +by energy \(%\) +by entropy \(%\)/);
    assert.equal(lines.filter((line) => /: labels leave farther apart|Vanilla: labels/.test(line)).length, 2);
  });
});

describe('the energy by answer', () => {
  it('falls with the mean of the logits, which no loss holds', () => {
    const shifted = recordOf(
      [
        [
          [1, 0],
          [5, 6],
        ],
      ],
      [0, 1],
      [1],
    );
    const [negative, positive] = energiesByAnswer(shifted);
    assert.deepEqual([negative.level, positive.level], [0.5, 5.5]);
    assert.ok(Math.abs(negative.energy - 1 / (1 + Math.E + 1)) < 1e-6);
    assert.ok(positive.energy < negative.energy, 'though both are as sure');
    const [row] = answerEnergies(runOf(shifted, 'vanilla', 'sentiment', 1), profile('quick'));
    assert.deepEqual(Object.keys(row).slice(0, 3), [
      'exit after block',
      'energy, negative',
      'energy, positive',
    ]);
  });
});

describe('figures of notebook 7', () => {
  it('draw a hill for each β', async () => {
    const rows = [0, 1].flatMap((beta) => [1, 2].map((exit) => ({ beta, exit, weight: 0.5 })));
    const svg = await renderSvg(weightHills(rows, { setting: 'Two exits' }));
    for (const text of ['β = 0', 'β = 1', 'Two exits']) assert.ok(svg.includes(text), text);
  });
});

describe('what notebooks print', () => {
  it('the labels that leave at each exit, and the energies of three exits', async (t) => {
    withEnvironment(t, { EARLY_EXIT_FIGURES: temporaryFolder(t) });
    const lines: string[] = [];
    t.mock.method(console, 'log', (line: unknown) => void lines.push(String(line)));
    await showClassesLeaving('who', runs[1], 2, [energy], profile('quick'));
    const told = lines.join('\n');
    assert.match(told, /exit after block +examples that leave +negative \(%\) +positive \(%\)/);
    await showEnergies('energies', runs[1]);
    assert.match(lines.join('\n'), /Figure energies: The energy at three exits, COSEE, energy, sentiment/);
  });

  it('whether one signal decides better than another, and the areas of a search', (t) => {
    const lines: string[] = [];
    t.mock.method(console, 'log', (line: unknown) => void lines.push(String(line)));
    const some = runs.filter(({ config }) => config.method === 'vanilla');
    checkSignals('energy decides better', some, { better: energy, worse: entropy }, [1.5, 2]);
    assert.match(lines[0], /^cannot tell: energy decides better\s+\+0\.0 \(95% /);
    assert.throws(
      () => checkSignals('mixed', runs, { better: energy, worse: entropy }),
      /runs of one method/,
    );
    const constants = { signal: 'energy', alpha: 0.1, beta0: 1 };
    const tried = runs.map((run) => ({ ...run, config: { ...run.config, constants } })).slice(0, 1);
    const [row] = searchAreas(tried);
    assert.deepEqual(Object.values(row).slice(0, 2), [0.1, 1]);
    assert.ok(row['mean (%)'] > 50 && row['mean (%)'] <= 100);
  });

  it('what the reader trains, where a notebook reads more', (t) => {
    withEnvironment(t, { EARLY_EXIT_STORE: join(temporaryFolder(t), 'store') });
    const lines: string[] = [];
    t.mock.method(console, 'log', (line: unknown) => void lines.push(String(line)));
    setting(7, profile('quick'));
    assert.match(lines[0], /^Try it \(quick\): 2 runs: /);
    assert.match(lines.join('\n'), /^The evidence \(real, ablation\): 36 runs/m);
  });
});
