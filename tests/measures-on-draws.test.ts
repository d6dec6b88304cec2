import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  bootstrapDraws,
  exampleIntervals,
  examplesOf,
  interval95,
  type MeasuresOf,
  measuredRows,
  pairsInOrder,
  pairsInOrderOnDraws,
  resampledMeasures,
  varianceBetweenExits,
  varianceBetweenExitsOnDraws,
} from '../src/analysis';
import { drawsOfExamples } from '../src/analysis/bootstrap';
import { repeated } from '../src/analysis/repeated';
import { energy } from '../src/signals';
import { assertEachClose } from './support/close';
import { randomRecord, runOf } from './support/records';

const N = 40;
const record = randomRecord({ depths: [1, 2, 3], examples: N, seed: 3 });
const levels = Array.from({ length: N }, (_, n) => n % 5);
/** Whole numbers, so that many are equal. */
const scores = Array.from(record.logits.subarray(0, N), Math.round);

describe('measures on draws of the examples', () => {
  it('are those of the drawn examples, each as often as it was drawn', () => {
    const share = pairsInOrderOnDraws(scores, levels);
    const between = varianceBetweenExitsOnDraws(record, energy);
    for (const times of bootstrapDraws(N, 'some examples', { resamples: 40 })) {
      const drawn = [scores, levels].map((values) => repeated(values, times));
      assert.equal(share(times), pairsInOrder(drawn[0], drawn[1]));
      const places = repeated([...levels.keys()], times);
      const expected = varianceBetweenExits(examplesOf(record, places), energy) ?? assert.fail();
      assertEachClose([between(times) ?? 0], [expected], { relative: 1e-9 }, 'variance between exits');
    }
  });

  it('need no draw of as many examples', () => {
    const half = Int32Array.from({ length: N }, (_, n) => (n < N / 2 ? 1 : 0));
    const expected = varianceBetweenExits(examplesOf(record, repeated([...levels.keys()], half)), energy);
    const found = varianceBetweenExitsOnDraws(record, energy)(half);
    assertEachClose([found ?? 0], [expected ?? assert.fail()], { relative: 1e-9 }, 'half of the examples');
  });

  const run = runOf(record, 'vanilla', 'sst-2', 1);
  const options = { resamples: 40, seed: 7 };
  const of = (measuresOf: MeasuresOf) => exampleIntervals([run], resampledMeasures(measuresOf), options);
  const term = { method: 'vanilla', x: 2, weight: 1 };

  it('give the row of a run on all examples, and its interval on draws', () => {
    const measuresOf: MeasuresOf = () => [{ x: 2, on: pairsInOrderOnDraws(scores, levels) }];
    const [row] = measuredRows([run], measuresOf);
    assert.deepEqual(row, {
      ...{ method: 'vanilla', task: 'sst-2', seed: 1, x: 2 },
      score: pairsInOrder(scores, levels),
    });
    const expected = interval95(
      drawsOfExamples(options)(run).map(
        (times) => pairsInOrderOnDraws(scores, levels)(times) ?? assert.fail(),
      ),
    );
    const found = of(measuresOf)([term], [1], ['sst-2']) ?? assert.fail();
    assert.deepEqual(found, expected);
    assert.ok(found[0] < row.score && row.score < found[1], `${found} around ${row.score}`);
  });

  it('have no row where they are undefined, and no interval if a draw lacks them', () => {
    const undefinedAt = (lacks: (times?: ArrayLike<number>) => boolean): MeasuresOf => {
      return () => [{ x: 2, on: (times) => (lacks(times) ? null : 0.5) }];
    };
    assert.deepEqual(
      measuredRows(
        [run],
        undefinedAt(() => true),
      ),
      [],
    );
    const firstLeftOut = undefinedAt((times) => times?.[0] === 0);
    assert.equal(measuredRows([run], firstLeftOut).length, 1);
    assert.equal(of(firstLeftOut)([term], [1], ['sst-2']), null);
  });
});
