import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import {
  classesLeaving,
  combinedInterval,
  decidedBy,
  decidedCurves,
  decidedDifferences,
  decidedSums,
  examplePath,
  exitDifferences,
  exitMeans,
  freeLunches,
  individualExits,
  leavingByLevel,
  matchedScores,
  OWN_RULE,
  overthinking,
  overthought,
  surestMistakes,
  typicalExample,
} from '../src/analysis';
import { gap } from '../src/claims';
import { profile } from '../src/experiments';
import { readShipped } from '../src/experiments/shippedRuns';
import { policyCurves } from '../src/figures/policyCurves';
import { showPath, showPaths } from '../src/notebook';
import { ablation } from '../src/papers/cosee/experiments';
import { comparison } from '../src/papers/sweet/experiments';
import { plainConfidence, quantilePolicy } from '../src/policies';
import { confidence, energy } from '../src/signals';
import { recordOf, runOf } from './support/records';

const settings = { ...profile('shipped'), tasks: ['sentiment', 'paraphrase'] };
const { found } = readShipped(settings, comparison);

/** Three exits, four examples of label 0; the signs say who is right and how sure. */
const record = recordOf(
  [[3, -1, -2, 0.5].map((x) => [x, 0]), [3, 2, -2, -1].map((x) => [x, 0]), [3, 2, 1, -4].map((x) => [x, 0])],
  [0, 0, 0, 0],
  [1, 2, 4],
);

describe('an interval over seeds and examples', () => {
  it('adds half-widths as sqrt(a^2 + b^2); one seed has none', () => {
    assert.deepEqual(combinedInterval({ mean: 1, interval: [-2, 4] }, [-3, 5]), [-4, 6]);
    assert.deepEqual(combinedInterval({ mean: 1, interval: [-2, 4] }), [-2, 4]);
    assert.equal(combinedInterval({ mean: 1, interval: null }, [0, 2]), null);
  });
});

describe('differences at every exit', () => {
  const sums = { 'what sharing costs': (x: number) => gap('multi-model', 'early-exit', [x]) };

  it('are means over tasks and seeds, and their interval holds both sources', () => {
    const [first] = exitDifferences(found, sums);
    const of = (method: string) => {
      const rows = individualExits(found).filter((row) => row.method === method && row.x === first.x);
      return rows.reduce((sum, { score }) => sum + score / rows.length, 0);
    };
    assert.ok(Math.abs((first.mean ?? 0) - (of('multi-model') - of('early-exit'))) < 1e-9);
    const interval = combinedInterval(
      { mean: first.mean ?? 0, interval: first.overSeeds ? [...first.overSeeds] : null },
      first.overExamples,
    );
    assert.deepEqual([first.low, first.high], interval);
    const { overExamples: examples, low } = first;
    assert.ok(examples && low !== null && low < examples[0]);
  });

  it('are null where a method is missing, and a method alone is its mean', () => {
    const missing = exitDifferences(found, { none: (x) => gap('sweet', 'nobody', [x]) });
    assert.ok(missing.every(({ mean, seeds }) => mean === null && seeds === 0));
    const names = exitMeans(found).map(({ name }) => name);
    assert.deepEqual([...new Set(names)], ['multi-model', 'early-exit', 'sweet']);
  });
});

describe('the same models by several signals', () => {
  it('have a row for each signal and for their own rule', () => {
    const rows = decidedBy(found.slice(0, 1), [1.5, 2]);
    assert.equal(rows.length, 2 * 4);
    const byEnergy = matchedScores(found.slice(0, 1), quantilePolicy(energy), [1.5, 2]);
    assert.deepEqual(rows.slice(0, 2), byEnergy);
    assert.equal(rows.filter(({ policy }) => policy === OWN_RULE).length, 2);
  });

  it('differ by points that are summed for each signal, with both sources in one interval', () => {
    const sums = { gain: (x: number) => gap('sweet', 'early-exit', [x]) };
    const rows = decidedDifferences(found, sums, { speedUps: [1.5, 2], bootstrap: { resamples: 40 } });
    assert.deepEqual(
      [...new Set(rows.map(({ name }) => name))],
      ['gain, by energy', 'gain, by entropy', 'gain, by softmax'],
    );
    const of = (method: string) => {
      const scores = matchedScores(found, quantilePolicy(energy), [2]).filter((row) => row.method === method);
      return scores.reduce((sum, { score }) => sum + (score ?? 0) / scores.length, 0);
    };
    assert.equal(rows[1].x, 2);
    assert.ok(Math.abs((rows[1].mean ?? 0) - (of('sweet') - of('early-exit'))) < 1e-9);
    const { mean, low, high, overSeeds, overExamples } = rows[1];
    const both = combinedInterval({ mean: mean ?? 0, interval: overSeeds }, overExamples);
    assert.ok(overExamples !== null);
    assert.deepEqual([low, high], both ?? [null, null]);
  });

  it('are compared with themselves by another rule', () => {
    const policies = [quantilePolicy(energy), plainConfidence];
    const sumOf = decidedSums(found, { speedUps: [2], policies, bootstrap: { resamples: 40 } });
    const [sweet, other] = policies.map(({ title: policy }) => ({ method: 'sweet', policy }));
    const [there, back] = [sumOf(gap(sweet, other, [2])), sumOf(gap(other, sweet, [2]))];
    assert.ok(there.mean !== null && there.mean !== 0);
    assert.equal(there.mean, -(back.mean ?? 0));
    assert.equal(sumOf(gap(sweet, sweet, [2])).mean, 0);
  });

  it('leave out a speed-up that one run does not reach, and draw a panel for each method', () => {
    const row = { method: 'a', policy: 'energy', task: 't', x: 2 };
    const curves = decidedCurves([
      { ...row, seed: 1, score: 0.5 },
      { ...row, seed: 2, score: null },
      { ...row, x: 1, seed: 1, score: 0.6 },
      { ...row, x: 1, seed: 2, score: 0.8 },
    ]);
    assert.deepEqual(
      curves.map(({ x, n, mean }) => [x, n, mean]),
      [[1, 2, 0.7]],
    );
    const spec = JSON.stringify(policyCurves(curves, { setting: 'made up', seeds: [1, 2] }));
    assert.match(spec, /"method":"energy"/);
  });
});

describe('a free lunch', () => {
  it('is the cheapest threshold that is no worse than the last exit', () => {
    const [one] = found;
    const [lunch] = freeLunches([one], plainConfidence);
    assert.ok(lunch.score >= lunch.lastExit && lunch.costFraction <= 23 / 12);
    const cost = (threshold: number) =>
      freeLunches([one], { ...plainConfidence, thresholds: () => [threshold, 1] })[0];
    for (const threshold of plainConfidence.thresholds(one.evaluation)) {
      const { score, lastExit, costFraction } = cost(threshold);
      assert.ok(score < lastExit || costFraction >= lunch.costFraction, `${threshold}`);
    }
    assert.ok(Math.abs(lunch.heldOutGain) < 0.05);
  });
});

describe('who leaves where', () => {
  it('by class: shares of those that leave at an exit', () => {
    const two = { ...record, labels: Int32Array.of(0, 0, 1, 1) };
    const rows = classesLeaving(two, confidence, 0.85);
    assert.deepEqual(
      rows.map(({ depth, examples, shares }) => [depth, examples, ...shares]),
      [
        [1, 2, 0.5, 0.5],
        [2, 1, 1, 0],
        [4, 1, 0, 1],
      ],
    );
    assert.deepEqual(classesLeaving(two, confidence, 0.5)[1].shares, [null, null]);
  });

  it('by level: counts, mean depth and score', () => {
    const rows = leavingByLevel(record, [1, 1, 5, 5], confidence, 0.85);
    assert.deepEqual(rows, [
      { difficulty: 1, examples: 2, counts: [1, 1, 0], meanDepth: 1.5, score: 1 },
      { difficulty: 5, examples: 2, counts: [1, 0, 1], meanDepth: 2.5, score: 0 },
    ]);
  });

  it('every example of a record that ships is counted once', () => {
    const { found: vanillas } = readShipped({ ...profile('real'), tasks: ['sst-2'], seeds: [1] }, ablation);
    const rows = classesLeaving(vanillas[0].evaluation, energy, 0.32);
    assert.equal(
      rows.reduce((sum, { examples }) => sum + examples, 0),
      vanillas[0].evaluation.labels.length,
    );
  });
});

describe('what depth changes', () => {
  it('lost and gained answers of each exit', () => {
    assert.deepEqual(overthinking(record), [
      { depth: 1, lost: 0.25, gained: 0.5, everLost: 0.25 },
      { depth: 2, lost: 0, gained: 0.25, everLost: 0.25 },
      { depth: 4, lost: 0, gained: 0, everLost: 0.25 },
    ]);
    assert.deepEqual(overthought(record), [3]);
  });

  it('the surest mistakes come first', () => {
    assert.deepEqual(surestMistakes(record, confidence, 0.7), [2, 1, 3]);
  });
});

describe('the way of an example', () => {
  function printed(t: TestContext): string[] {
    const lines: string[] = [];
    t.mock.method(console, 'log', (line: string) => void lines.push(line));
    return lines;
  }

  it('ends where it leaves', () => {
    const path = examplePath(record, 1, confidence, 0.85);
    assert.deepEqual(
      path.map(({ depth, answer, leaves }) => [depth, answer, leaves]),
      [
        [1, 1, false],
        [2, 0, true],
      ],
    );
  });

  it('a typical example leaves where most of its level leave', () => {
    assert.equal(typicalExample(record, [2, 1, 1, 1], 1, confidence, 0.7), 1);
    assert.equal(typicalExample(record, [2, 1, 1, 1], 3, confidence, 0.85), null);
  });

  it('is printed with the text, its difficulty and its reason', (t) => {
    const lines = printed(t);
    const run = found.find(({ config }) => config.method === 'early-exit');
    assert.ok(run);
    showPaths(run, [1, 5], undefined, { data: undefined });
    const text = lines.join('\n');
    assert.match(text, /label: (negative|positive), difficulty 1\n {2}why: /);
    assert.match(text, /difficulty 5/);
    assert.match(text, /after block {2}1: █+░* 0\.\d\d (negative|positive)/);
  });

  it('without its text is named by its number', (t) => {
    const lines = printed(t);
    showPath(runOf(record, 'a', 'nowhere', 1), 2, { signal: energy, threshold: 0.1 }, { data: undefined });
    assert.match(
      lines.join('\n'),
      /"example 2"\n {2}label: class 0[\s\S]*energy 0\.\d{3}[\s\S]*no earlier exit/,
    );
  });
});
