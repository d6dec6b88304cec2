/** What the analysis is not to be asked for, and what it says then. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  confidenceThresholds,
  constantExits,
  exitScores,
  individualExits,
  policySweep,
  summariseSeeds,
  tradeOff,
} from '../src/analysis';
import { LabError } from '../src/errors';
import { calibratedConfidence, learnedExit, plainConfidence, publishedCodeConfidence } from '../src/policies';
import { randomRecord, recordOf, runOf, withGates } from './support/records';

function refuses(what: () => unknown, says: RegExp): void {
  assert.throws(what, (error) => {
    assert.ok(error instanceof LabError, `${error}`);
    assert.match(error.message, says);
    return true;
  });
}

const run = (evaluation = randomRecord()) => runOf(evaluation, 'sweet', 'task', 1);

describe('thresholds', () => {
  const at = (...thresholds: number[]) => ({ ...plainConfidence, thresholds: () => thresholds });

  it('of confidence lie in [1/C, 1], both ends included', () => {
    for (const classes of [2, 3, 7]) {
      const evaluation = randomRecord({ classes });
      assert.equal(policySweep(run(evaluation), plainConfidence).length, 11);
      refuses(() => policySweep(run(evaluation), at(0.9, 0.1)), /confidence.*from 0\.\d+ to 1, got 0\.1/);
      refuses(() => policySweep(run(evaluation), at(0.9, 1.01)), /to 1, got 1\.01/);
    }
    refuses(() => tradeOff([run()], at(Number.NaN)), /got NaN/);
    refuses(() => tradeOff([run()], at()), /got none/);
    refuses(() => confidenceThresholds(1), /2 or more logits for each exit, got 1/);
  });

  it('of gates lie in [0, 1]', () => {
    const evaluation = withGates(randomRecord(), new Float32Array(200).fill(0.5));
    assert.equal(policySweep(run(evaluation), learnedExit).length, 11);
    const below = { ...learnedExit, thresholds: () => [-0.1] };
    refuses(() => policySweep(run(evaluation), below), /learned certainty.*from 0 to 1, got -0\.1/);
  });
});

describe('an evaluation set that nothing can be calibrated on', () => {
  it('is too small', () => {
    const few = (examples: number) => run(randomRecord({ examples }));
    refuses(() => policySweep(few(9), publishedCodeConfidence), /at least 10 examples.*got 9;.*larger/);
    assert.equal(policySweep(few(10), publishedCodeConfidence).length, 11);
    refuses(() => policySweep(few(19), calibratedConfidence), /at least 10 examples.*got 9/);
    assert.equal(policySweep(few(20), calibratedConfidence).length, 11);
    assert.equal(policySweep(few(1), plainConfidence).length, 11);
  });

  it('has one class only', () => {
    const record = { ...randomRecord({ examples: 40 }), labels: new Int32Array(40).fill(1) };
    for (const policy of [publishedCodeConfidence, calibratedConfidence])
      refuses(() => policySweep(run(record), policy), /2 classes or more.*of class 1 alone;.*larger/);
    assert.equal(policySweep(run(record), plainConfidence).length, 11);
    refuses(
      () => policySweep(run(randomRecord({ examples: 0 })), publishedCodeConfidence),
      /at least 10 examples.*got 0/,
    );
  });

  it('has no examples, as that of a run that diverged', () => {
    const evaluation = { ...randomRecord({ examples: 0 }) };
    const diverged = { ...run(evaluation), metrics: {}, diverged: { step: 3, exit: 4 } };
    refuses(() => individualExits([diverged]), /sweet-task-1.*metrics/);
    refuses(() => tradeOff([diverged], plainConfidence), /sweet-task-1.*metrics/);
  });
});

describe('an exit that answers one class always', () => {
  it('has a Matthews correlation of 0 and is named', () => {
    const always = Array.from({ length: 4 }, () => [0, 1]);
    const right = [0, 1, 1, 0].map((label) => (label === 0 ? [1, 0] : [0, 1]));
    const record = recordOf([always, right], [0, 1, 1, 0], [1, 4]);
    assert.deepEqual(exitScores(record, 'matthews'), [0, 1]);
    assert.deepEqual(constantExits(record), [1]);
  });
});

describe('seeds', () => {
  it('that are repeated are no further runs', () => {
    const rows = individualExits([run(), run()]);
    refuses(() => summariseSeeds(rows), /each seed once for sweet on task at 1, got seed 1 twice/);
    assert.equal(summariseSeeds(individualExits([run()])).length, 4);
  });
});
