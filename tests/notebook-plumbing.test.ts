import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import {
  curveArea,
  definedMeans,
  definedScores,
  difficultyInversion,
  gainsByLevel,
  gatesByAnswer,
  gatesByLevel,
  internalRange,
  inversionAtEqualLength,
  lossParts,
  meanWeights,
  pairsInOrder,
  pickRun,
  signalScores,
  thresholdRanges,
  trueDifficulty,
} from '../src/analysis';
import { LabError } from '../src/errors';
import { profile, profileRun } from '../src/experiments';
import { changeWithoutLaterExits, firstBlockPulls } from '../src/experiments/firstBlock';
import { poolerGradients } from '../src/experiments/poolerGradients';
import { cosee, earlyExit, sweet, sweetRouted } from '../src/methods';
import { demandSame, differenceTable, pointsText, scoreTable } from '../src/notebook';
import { plainConfidence } from '../src/policies';
import { energy } from '../src/signals';
import { randomRecord, recordOf, runOf, withGates } from './support/records';

const quick = profile('quick');
const options = profileRun(quick, { method: earlyExit, task: 'sentiment', seed: 1 });

describe('before training', () => {
  it('every exit pulls the first block, and under SWEET the first alone', async () => {
    const pulls = await firstBlockPulls(options, [earlyExit, sweet], 4);
    const of = (method: string) => pulls.filter((row) => row.method === method).map(({ length }) => length);
    assert.ok(of('early-exit').every((length) => length > 0));
    assert.deepEqual(
      of('sweet').map((length) => length > 0),
      [true, false, false, false],
    );
  });

  it('COSEE’s later exits move the first block, and under routing they do not', async () => {
    const schedule = [5, 0.32, 0.33, 0.34];
    const [free, routed] = [
      await changeWithoutLaterExits(options, cosee(), schedule, 4),
      await changeWithoutLaterExits(options, sweetRouted(cosee()), schedule, 4),
    ];
    assert.ok(free > 0.1 && routed < 1e-6, `${free} and ${routed}`);
  });

  it('one pooler hears every exit, a pooler of its own hears its exit', async () => {
    const [shared, own] = [
      await poolerGradients({ ...options, method: sweet, pooler: 'shared' }, 4),
      await poolerGradients({ ...options, method: sweet, pooler: 'per-exit' }, 4),
    ];
    assert.ok(shared.every(({ lengths }) => lengths.length === 1 && lengths[0] > 0));
    assert.ok(own.every(({ lengths }, e) => lengths.every((length, k) => length > 0 === (k === e))));
  });
});

describe('numbers of another source', () => {
  const printed = (t: TestContext) => {
    const lines: string[] = [];
    t.mock.method(console, 'log', (line: string) => void lines.push(line));
    return lines;
  };

  it('are compared in one line', (t) => {
    const lines = printed(t);
    demandSame('energies are those of the published code', [0.1, 0.2], [0.1, 0.2000001]);
    assert.match(
      lines.join(),
      /energies are those of the published code \(2 numbers, differences of at most 1e-7\)/,
    );
  });

  it('are refused where one differs or is missing', (t) => {
    printed(t);
    assert.throws(() => demandSame('a', [1, 2], [1, 3]), /number 2: 2 and 3/);
    assert.throws(() => demandSame('a', [1, NaN], [1, 3]), LabError);
    assert.throws(() => demandSame('a', [1], [1, 3]), /expected 2 numbers, got 1/);
  });
});

describe('differences in a table', () => {
  it('are points with signs, a row for each exit', () => {
    const row = { mean: 0.056, low: 0.04, high: 0.072, seeds: 3, overSeeds: null, overExamples: null };
    const none = { ...row, mean: null, low: null, high: null };
    const table = differenceTable([
      { name: 'sharing', x: 1, ...row },
      { name: 'sharing', x: 4, ...none },
      { name: 'routing', x: 1, ...row, mean: -0.01, low: null, high: null },
    ]);
    assert.deepEqual(table, [
      { 'exit after block': 1, sharing: '+5.6 (+4.0 to +7.2)', routing: '-1.0' },
      { 'exit after block': 4, sharing: '' },
    ]);
    assert.equal(pointsText(none), '');
  });

  it('of scores has a row for each method, in percent', () => {
    const row = { mean: 0.831, low: 0.82, high: 0.842, seeds: 3, overSeeds: null, overExamples: null };
    const table = scoreTable([
      { name: 'sweet', x: 1, ...row },
      { name: 'sweet', x: 4, ...row, low: null, high: null },
      { name: 'bag-of-words', x: 1, ...row, mean: null, low: null, high: null },
    ]);
    assert.deepEqual(table, [
      { method: 'SWEET', 'exit after block 1': '83.1 (82.0 to 84.2)', 'exit after block 4': '83.1' },
      { method: 'Bag of words', 'exit after block 1': '' },
    ]);
  });
});

describe('rows of cells', () => {
  it('a run is picked by its settings, or the error says what is there', () => {
    const runs = [1, 2].map((seed) => runOf(randomRecord({ seed }), 'sweet', 'a', seed));
    assert.equal(pickRun(runs, { seed: 2 }), runs[1]);
    assert.throws(
      () => pickRun(runs, { method: 'pabee' }),
      /a run with method pabee; the 2 runs have method sweet/,
    );
  });

  it('undefined scores and means are left out', () => {
    const row = { method: 'a', task: 't', x: 1 };
    const scores = definedScores([
      { ...row, seed: 1, score: 0.5 },
      { ...row, seed: 2, score: null },
    ]);
    assert.deepEqual(scores, [{ ...row, seed: 1, score: 0.5 }]);
    const mean = { ...row, n: 1, sd: null, low: null, high: null, seeds: 2 };
    assert.deepEqual(
      definedMeans([
        { ...mean, mean: 0.5 },
        { ...mean, mean: null },
      ]).map((one) => one.mean),
      [0.5],
    );
  });

  it('the area under a curve of equal scores is that score', () => {
    const logits = [1, 2].map(() => [
      [3, 0],
      [3, 0],
      [3, 0],
      [3, 0],
    ]);
    assert.equal(
      curveArea(runOf(recordOf(logits, [0, 0, 0, 1], [1, 2]), 'a', 't', 1), plainConfidence),
      0.75,
    );
  });

  it('the gain of depth on each level', () => {
    const logits = [
      [1, -1, -1, -1],
      [1, 1, 1, -1],
    ].map((exit) => exit.map((x) => [x, 0]));
    const run = runOf(recordOf(logits, [0, 0, 0, 0], [1, 2]), 'a', 't', 1);
    const gains = gainsByLevel([{ ...run, metrics: { accuracy: [] } }], () => [1, 1, 2, 2], 1, 2);
    assert.deepEqual(
      gains.map(({ method, difficulty, mean }) => [method, difficulty, mean]),
      [
        ['a', 1, 0.5],
        ['a', 2, 0.5],
      ],
    );
  });
});

describe('gates on average', () => {
  const logits = [
    [1, -1],
    [1, 1],
  ].map((exit) => exit.map((x) => [x, 0]));
  const record = withGates(recordOf(logits, [0, 0], [1, 2]), Float32Array.of(0.75, 0.25, 0.5, 1));

  it('where right, where wrong, and by level', () => {
    assert.deepEqual(gatesByAnswer(record), [
      { depth: 1, whenRight: 0.75, whenWrong: 0.25, difference: 0.5 },
      { depth: 2, whenRight: 0.75, whenWrong: NaN, difference: NaN },
    ]);
    assert.deepEqual(gatesByLevel(record, [2, 1]), [
      { depth: 1, 'level 1': 0.25, 'level 2': 0.75 },
      { depth: 2, 'level 1': 1, 'level 2': 0.5 },
    ]);
    assert.throws(() => gatesByAnswer(randomRecord()), /expected a record with gates/);
  });
});

describe('a signal among texts of equal length', () => {
  it('ranks as among all if all are equally long, and by hand if not', () => {
    const record = randomRecord({ examples: 30 });
    const difficulties = Array.from({ length: 30 }, (_, n) => n % 3);
    const all = inversionAtEqualLength(
      record,
      energy,
      difficulties,
      difficulties.map(() => 7),
    );
    assert.equal(all.pairs, 300);
    const expected = difficultyInversion(record, energy, trueDifficulty(difficulties));
    for (const [e, score] of all.scores.entries())
      assert.ok(Math.abs((score ?? 0) - (expected[e] ?? 0)) < 1e-12);
    const lengths = difficulties.map((_, n) => (n < 15 ? 5 : 6));
    const halves = inversionAtEqualLength(record, energy, difficulties, lengths);
    const scores = signalScores(record, energy).subarray(0, 30);
    const parts = [0, 15].map((from) =>
      pairsInOrder(scores.subarray(from, from + 15), difficulties.slice(from, from + 15)),
    );
    assert.equal(halves.pairs, 150);
    assert.ok(Math.abs((halves.scores[0] ?? 0) - ((parts[0] ?? 0) + (parts[1] ?? 0)) / 2) < 1e-12);
  });

  it('has no score without a pair', () => {
    const record = randomRecord({ examples: 2 });
    assert.deepEqual(inversionAtEqualLength(record, energy, [1, 2], [3, 4]), {
      pairs: 0,
      scores: [null, null, null, null],
    });
  });
});

describe('COSEE’s training in numbers', () => {
  it('what the thresholds of each epoch do', () => {
    const step = { lowest: 0.2, highest: 0.4 };
    const ranges = thresholdRanges(
      [
        { step: 1, thresholds: [0.1, 0.9], ...step },
        { step: 2, thresholds: [0.3, 0.35], ...step },
      ],
      2,
    );
    assert.deepEqual(ranges[0], {
      epoch: 1,
      least: 0.1,
      greatest: 0.9,
      allLeaveFirst: 0.5,
      noneLeavesEarly: 0.5,
      depends: 0,
    });
    assert.equal(ranges[1].depends, 1);
    assert.deepEqual(thresholdRanges([], 2), []);
  });

  it('mean weights sum to 1; without weighting they are alike, and at the ends they go to the ends', async () => {
    const record = randomRecord({ examples: 40 });
    const sum = (weights: readonly number[]) => weights.reduce((a, b) => a + b, 0);
    const [least, greatest] = internalRange(record, energy);
    assert.ok(least < greatest);
    for (const weight of await meanWeights(record, energy, 0)) assert.ok(Math.abs(weight - 1 / 4) < 1e-6);
    const last = await meanWeights(record, energy, 10, [least / 2, least / 2]);
    assert.ok(Math.abs(sum(last) - 1) < 1e-6 && last[3] > 0.99);
    const first = await meanWeights(record, energy, 10, [2, 2]);
    assert.ok(first[0] > 0.99);
  });

  it('the parts of the loss at both ends of training', () => {
    const run = runOf(randomRecord(), 'cosee-energy', 'a', 1);
    const steps = [1, 2, 3].map((step) => ({
      ...{ step, loss: [1], learningRate: 1, gradientNorm: 1 },
      notes: { weighted: step, calibration: step - 1 },
    }));
    const [parts] = lossParts([{ ...run, steps }], 2);
    assert.deepEqual(
      [
        parts.classificationFirst,
        parts.classificationLast,
        parts.calibrationFirst,
        parts.calibrationLast,
        parts.idle,
      ],
      [1.5, 2.5, 0.5, 1.5, 1],
    );
    assert.deepEqual(lossParts([run]), []);
  });
});
