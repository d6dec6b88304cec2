/** The parts that several figures share. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chanceScores, measuredPoints, policySweep } from '../src/analysis';
import { lineEnds, placed, withPassing } from '../src/figures/endLabels';
import { chanceOf, referenceLayers, withChance } from '../src/figures/reference';
import { smoothed } from '../src/figures/smoothed';
import { calibratedConfidence } from '../src/policies';
import { randomRecord, runOf } from './support/records';

describe('chance', () => {
  const labelled = (...labels: number[]) => {
    const run = runOf(randomRecord({ classes: 2 }), 'sweet', 'sentiment', 1);
    return { ...run, evaluation: { ...run.evaluation, labels: Int32Array.from(labels) } };
  };

  it('is the best score of one answer to all: the most frequent label, and no correlation', () => {
    assert.deepEqual(chanceScores([labelled(0, 1, 1, 1)]), { sentiment: 0.75 });
    assert.deepEqual(chanceScores([{ ...labelled(0, 1, 1, 1), metrics: { matthews: [0] } }]), {
      sentiment: 0,
    });
    const numbers = { ...randomRecord({ classes: 1 }), labels: Float32Array.of(1, 2, 5) };
    const run = { ...runOf(numbers, 'sweet', 'sts-b', 1), metrics: { pearson: [0] } };
    assert.deepEqual(chanceScores([run]), { 'sts-b': 0 });
  });

  it('of an average is the mean over the tasks, and of an unknown task nothing', () => {
    const chance = { a: 0.5, b: 0.25 };
    assert.equal(chanceOf({ chance }, 'a'), 50);
    assert.equal(chanceOf({ chance }, 'average'), 37.5);
    assert.equal(chanceOf({ chance }, 'c'), null);
    assert.equal(chanceOf({}, 'average'), null);
  });

  it('is in the domain where it does not squeeze the scores, and a note below where it would', () => {
    assert.deepEqual(withChance([60, 80], 50), [48.8, 80]);
    assert.deepEqual(withChance([85, 90], 50), [85, 90]);
    assert.deepEqual(withChance([40, 60], 50), [40, 60]);
    const words = (domain: [number, number]) => JSON.stringify(referenceLayers(50, 'chance', domain));
    assert.match(words([85, 90]), /"chance, 50\.0, is below"/);
    assert.doesNotMatch(words([85, 90]), /"rule"/);
    assert.match(words([40, 60]), /"rule"/);
    assert.deepEqual(referenceLayers(null, 'chance', [0, 1]), []);
  });
});

describe('the ends of lines', () => {
  it('are the last points', () => {
    const points = [1, 3, 2].map((x) => ({ label: 'a', x, y: x }));
    assert.deepEqual(lineEnds([...points, { label: 'b', x: 0, y: 0 }]), [
      { label: 'a', x: 3, y: 3 },
      { label: 'b', x: 0, y: 0 },
    ]);
  });

  it('have labels that do not overlap, each in the order of its line and near it', () => {
    const ends = [0.5, 0.501, 0.502, 0.9].map((y, i) => ({ label: `${i}`, x: 1, y }));
    const labels = placed(ends, { domain: [0, 1], height: 130 });
    const at = labels.map((label) => label.at);
    assert.deepEqual(
      labels.map(({ label }) => label),
      ['0', '1', '2', '3'],
    );
    const gaps = at.slice(1).map((here, i) => here - at[i]);
    assert.ok(
      gaps.every((gap) => gap > 0.1 - 1e-9),
      at.join(', '),
    );
    assert.equal(at[3], 0.9);
    assert.ok(Math.abs(at[1] - 0.501) < 1e-9, 'a stack lies about its lines');
  });

  it('stand clear of a longer line', () => {
    const points = [
      { label: 'short', x: 1, y: 0.5 },
      { label: 'long', x: 0, y: 0.4 },
      { label: 'long', x: 2, y: 0.58 },
    ];
    const ends = withPassing(lineEnds(points), points);
    assert.deepEqual(ends[2], { label: '', x: 1, y: 0.49 });
    const [, label] = placed(ends, { domain: [0, 1], height: 130 }).filter(({ x }) => x === 1);
    assert.equal(label.label, 'short');
    assert.ok(label.at > 0.53);
    const beside = [...points, { label: 'beside', x: 1, y: 0.51 }];
    const passing = withPassing(lineEnds(beside), beside).filter((end) => end.label === '');
    assert.deepEqual(passing, [{ label: '', x: 1, y: 0.49 }], 'a longer line passes short ones once');
  });

  it('at different x are left where they are', () => {
    const ends = [1, 2].map((x) => ({ label: `${x}`, x, y: 0.5 }));
    assert.deepEqual(
      placed(ends, { domain: [0, 1], height: 100 }).map(({ at }) => at),
      [0.5, 0.5],
    );
  });
});

describe('lines of losses', () => {
  it('are smoothed over neighbours, as many on each side', () => {
    const line = [1, 3, 2, 6].map((loss) => ({ loss }));
    assert.deepEqual(smoothed(line), [1, 2, 11 / 3, 6]);
    assert.deepEqual(smoothed([]), []);
  });
});

describe('measured points', () => {
  it('are the scores at the costs of thresholds', () => {
    const run = runOf(randomRecord(), 'sweet', 'sentiment', 1);
    const points = measuredPoints([run]);
    assert.deepEqual(
      points.map(({ x, score }) => [x, score]),
      policySweep(run, calibratedConfidence).map(({ costFraction, score }) => [costFraction, score]),
    );
    assert.equal(points[0].policy, calibratedConfidence.title);
  });
});
