import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  calibrationError,
  exitPredictions,
  heldOutTemperatures,
  publishedCodeTemperatures,
  reliability,
  scaleLogits,
} from '../src/analysis';
import { LabError } from '../src/errors';
import { randomRecord, recordOf } from './support/records';

describe('temperatures', () => {
  const record = randomRecord({ examples: 101, classes: 3 });

  it('cross-fitting uses every example once and none for its own temperature', () => {
    const { fold, values } = heldOutTemperatures(record, 7);
    assert.equal(fold.filter((k) => k === 0).length, 50);
    for (const k of [0, 1]) {
      const changed = { ...record, labels: record.labels.map((y, n) => (fold[n] === k ? (y + 1) % 3 : y)) };
      const again = heldOutTemperatures(changed, 7);
      assert.deepEqual(again.fold, fold);
      again.values.forEach((value, e) => {
        assert.equal(value[k], values[e][k], 'the fold whose labels changed is scaled as before');
        assert.notEqual(value[1 - k], values[e][1 - k], 'the other is fitted on them');
      });
    }
  });

  it('halves depend on the seed alone', () => {
    assert.deepEqual(heldOutTemperatures(record, 1), heldOutTemperatures(record, 1));
    assert.notDeepEqual(heldOutTemperatures(record, 1).fold, heldOutTemperatures(record, 2).fold);
  });

  it('the paper’s option scales every example by one temperature an exit', () => {
    const temperatures = publishedCodeTemperatures(record);
    assert.ok(temperatures.values.every((values) => values.length === 1));
    const scaled = scaleLogits(record, temperatures);
    const perExit = record.logits.length / record.depths.length;
    scaled.logits.forEach((z, i) => {
      const T = temperatures.values[Math.floor(i / perExit)][0];
      assert.equal(z, Math.fround(record.logits[i] / T));
    });
  });

  it('predictions are not touched', () => {
    for (const temperatures of [heldOutTemperatures(record), publishedCodeTemperatures(record)])
      assert.deepEqual(exitPredictions(scaleLogits(record, temperatures)), exitPredictions(record));
  });

  it('one example cannot be held out', () => {
    assert.throws(() => heldOutTemperatures(randomRecord({ examples: 1 })), LabError);
  });
});

describe('calibration', () => {
  const sure = Math.log(9); // softmax([ln 9, 0]) = 0.9

  it('by hand: confidence 0.9, right 3 times of 4, is off by 0.15', () => {
    const exit = [
      [sure, 0],
      [sure, 0],
      [sure, 0],
      [sure, 0],
    ];
    const record = recordOf([exit], [0, 0, 0, 1], [1]);
    assert.ok(Math.abs(calibrationError(record)[0] - 0.15) < 1e-6);
    const [bin] = reliability(record, 0, 10);
    assert.deepEqual([bin.count, bin.accuracy, bin.high], [4, 0.75, 0.9]);
  });

  it('a bin holds its upper edge and not its lower; certainty is in the last', () => {
    const record = recordOf(
      [
        [
          [0, 0],
          [40, 0],
        ],
      ],
      [0, 0],
      [1],
    );
    assert.deepEqual(
      reliability(record, 0, 4).map(({ low, high }) => [low, high]),
      [
        [0.25, 0.5],
        [0.75, 1],
      ],
    );
  });

  it('the evaluation-set fit makes overconfident exits better calibrated', () => {
    const record = randomRecord({ examples: 2000 });
    const before = calibrationError(record);
    const after = calibrationError(scaleLogits(record, publishedCodeTemperatures(record)));
    after.forEach((error, e) => void assert.ok(error < before[e], `exit ${e}: ${before[e]} to ${error}`));
  });
});
