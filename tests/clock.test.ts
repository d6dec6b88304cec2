/** Times of passes, of arrivals and of blocks: what is known beforehand is found. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type Answer,
  type Answers,
  askInWaves,
  askOneByOne,
  askTogether,
  blockTimes,
  clockInTurns,
  fullBatches,
  latenciesUnder,
  percentile,
  poissonArrivals,
  predictedTime,
  type RanBatch,
  type Text,
} from '../src/answering';
import { LabError } from '../src/errors';

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Answers that take some milliseconds, and the largest number that waited at once. */
function slowAnswers(milliseconds: number): Answers & { most: number } {
  let waiting = 0;
  return {
    most: 0,
    get waiting() {
      return waiting;
    },
    work: [],
    close: () => undefined,
    async ask(text: Text) {
      waiting++;
      this.most = Math.max(this.most, waiting);
      await pause(milliseconds);
      waiting--;
      return { label: String(text) } as Answer;
    },
  };
}

const texts = ['a', 'b', 'c', 'd', 'e'];

describe('ways to ask', () => {
  it('wait for nobody, for a wave, or for each text, and keep the order', async () => {
    for (const [way, most] of [
      [askTogether, 5],
      [askInWaves(2), 2],
      [askOneByOne, 1],
    ] as const) {
      const answers = slowAnswers(1);
      const found = await way(answers, texts);
      assert.deepEqual(
        found.map(({ label }) => label),
        texts,
      );
      assert.equal(answers.most, most);
    }
  });

  it('take turns on the clock, and the first round is not counted', async () => {
    const order: string[] = [];
    const pass = (name: string, time: number) => async () => {
      order.push(name);
      await pause(order.length <= 2 ? 0 : time);
    };
    const { a, b } = await clockInTurns({ a: pass('a', 2), b: pass('b', 30) }, 2);
    assert.equal(order.join(''), 'ababab');
    assert.deepEqual([a.length, b.length], [2, 2]);
    assert.ok(Math.min(...b) >= 0.029, `${b}`);
  });
});

describe('arrivals of a Poisson process', () => {
  const arrivals = poissonArrivals(50, 20_000, 'seed');
  const gaps = arrivals.map((time, i) => time - (arrivals[i - 1] ?? 0));

  it('have exponential gaps of the mean 1 / rate', () => {
    const mean = arrivals[arrivals.length - 1] / gaps.length;
    assert.ok(Math.abs(50 * mean - 1) < 0.03, `${mean}`);
    const beyond = gaps.filter((gap) => gap > 2 / 50).length / gaps.length;
    assert.ok(Math.abs(beyond - Math.exp(-2)) < 0.01, `${beyond}`);
    assert.ok(gaps.every((gap) => gap >= 0));
  });

  it('depend on the seed alone', () => {
    assert.deepEqual(poissonArrivals(50, 3, 'seed'), arrivals.slice(0, 3));
    assert.notDeepEqual(poissonArrivals(50, 3, 'other'), arrivals.slice(0, 3));
    assert.throws(() => poissonArrivals(0, 3, 1), LabError);
  });

  it('are asked at their times, whoever waits, and wait from their arrival', async () => {
    const answers = slowAnswers(30);
    const seconds = await latenciesUnder(answers, texts.slice(0, 3), [0.005, 0.01, 0.015]);
    assert.equal(answers.most, 3);
    for (const second of seconds) assert.ok(second >= 0.029, `${seconds}`);
    const blocked = latenciesUnder(slowAnswers(1), ['a'], [0]);
    const until = performance.now() + 20;
    while (performance.now() < until);
    assert.ok((await blocked)[0] >= 0.019);
    await assert.rejects(latenciesUnder(answers, texts, [0]), LabError);
  });
});

describe('percentiles', () => {
  it('lie between the two nearest values', () => {
    const values = Array.from({ length: 100 }, (_, i) => 100 - i);
    assert.deepEqual(
      [0.01, 0.5, 0.95, 0.99, 1].map((share) => Number(percentile(values, share).toFixed(6))),
      [1.99, 50.5, 95.05, 99.01, 100],
    );
    assert.equal(percentile([3, 1, 2], 0.5), 2);
    assert.throws(() => percentile([], 0.5), LabError);
    assert.throws(() => percentile([1], 0), LabError);
  });
});

describe('times of blocks', () => {
  /** t(b) = 2 + b, an exit 3 + b / 2, embeddings 5 + 2b. */
  const known = (blocks: number, embeds: boolean, examples: number): RanBatch => {
    const seconds = blocks * (2 + examples) + 3 + examples / 2 + (embeds ? 5 + 2 * examples : 0);
    return { blocks, embeds, examples, seconds };
  };
  const segments = (examples: number) =>
    [1, 3, 2, 6].map((blocks, s) => known(blocks, s === 0, examples)).concat(known(12, true, examples));
  const ran = [8, 1, 32].flatMap((examples) => segments(examples));

  it('are those of known segments', () => {
    const near = blockTimes(ran).map(({ examples, ...times }) =>
      [examples, times.block, times.check, times.embedding].map((x) => Number(x.toFixed(9))),
    );
    assert.deepEqual(near, [
      [1, 3, 3.5, 7],
      [8, 10, 7, 21],
      [32, 34, 19, 69],
    ]);
  });

  it('are medians, so that one slow batch moves nothing', () => {
    const slow = { ...segments(8)[1], seconds: 1000 };
    const times = blockTimes([...segments(8), ...segments(8), slow]);
    assert.ok(Math.abs(times[0].block - 10) < 1e-9);
  });

  it('predict other batches, and sizes between', () => {
    const others = [known(4, true, 20), known(2, false, 5), known(2, false, 1)];
    const { blocks, checks, embeddings, total } = predictedTime(others, blockTimes(ran));
    assert.ok(Math.abs(total - others.reduce((sum, { seconds }) => sum + seconds, 0)) < 1e-9);
    assert.ok(Math.abs(blocks - (4 * 22 + 2 * 7 + 2 * 3)) < 1e-9);
    assert.ok(Math.abs(checks - (13 + 5.5 + 3.5)) < 1e-9);
    assert.ok(Math.abs(embeddings - 45) < 1e-9);
    assert.throws(() => predictedTime([known(2, false, 33)], blockTimes(ran)), LabError);
  });

  it('predict full batches from where texts leave', () => {
    const counts = [7, 2, 3];
    const sizes = (encoders: 'shared' | 'separate') =>
      fullBatches({ depths: [1, 4, 6], encoders }, counts, 8).map((batch) => Object.values(batch));
    assert.deepEqual(sizes('shared'), [
      [1, true, 8],
      [1, true, 4],
      [3, false, 5],
      [2, false, 3],
    ]);
    assert.deepEqual(sizes('separate').slice(2), [
      [4, true, 5],
      [6, true, 3],
    ]);
  });

  it('need segments of two lengths', () => {
    assert.throws(() => blockTimes([known(3, true, 1), known(3, false, 1)]), /segments of two lengths/);
    assert.throws(() => blockTimes([known(3, false, 1), known(2, false, 1)]), /segments of two lengths/);
  });
});
