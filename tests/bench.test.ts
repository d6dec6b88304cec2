import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ourSide } from '../environment/bench/ours';
import { measureWays } from '../environment/bench/segments';
import { type MeasuredSide, startSide } from '../environment/bench/sides';
import { type BenchSize, benchSizes, coseeSizes, segmentSizes } from '../environment/bench/sizes';
import { coseeSummaryOf, segmentsSummaryOf, spreadOf, summaryOf } from '../environment/bench/summary';
import { findPyTorch } from '../environment/bench/theirs';
import { type Side, takeTurns } from '../environment/bench/turns';
import { shareThreads } from '../src/backend/threads';
import { LabError } from '../src/errors';
import { cosee } from '../src/methods';
import { prepareTestBackend } from './support/backend';
import { withEnvironment } from './support/environment';

const tiny: BenchSize = {
  ...{ name: 'tiny', hidden: 12, heads: 2, intermediate: 20, blocks: 2, vocabulary: 1200, exits: [1, 2] },
  ...{ batch: 2, tokens: 5, turn: 2 },
};

function scripted(name: string, seconds: number, calls: string[]): Side {
  return {
    async steps(count) {
      calls.push(`${name} ${count}`);
      return Array.from({ length: count }, () => seconds);
    },
    close: () => undefined,
  };
}

describe('the bench', () => {
  it('lets both sides take turns, and counts no warm-up', async () => {
    const calls: string[] = [];
    const sides = [scripted('ours', 0.1, calls), scripted('theirs', 0.2, calls)] as const;
    const timings = await takeTurns(...sides, { rounds: 2, turn: 4 });
    assert.deepEqual(calls, ['ours 3', 'theirs 3', 'ours 4', 'theirs 4', 'ours 4', 'theirs 4']);
    assert.equal(timings.ours.length, 8);
    assert.match(
      summaryOf(benchSizes[0], timings),
      /median 100\.0 ms.*\n.*median 200\.0 ms.*\n.*PyTorch +0\.50$/,
    );
  });

  it('says nothing of PyTorch where there is none', async () => {
    const timings = await takeTurns(scripted('ours', 0.1, []), null, { rounds: 1, turn: 1 });
    assert.doesNotMatch(summaryOf(benchSizes[0], timings), /PyTorch/);
    assert.throws(() => findPyTorch('/no/python', () => undefined), LabError);
  });

  it('gives the median and the quartiles in milliseconds', () => {
    assert.deepEqual(spreadOf([0.004, 0.001, 0.003, 0.002, 0.005]), { median: 3, lower: 2, upper: 4 });
    assert.deepEqual(spreadOf([0.001, 0.002]), { median: 1.5, lower: 1.25, upper: 1.75 });
  });

  it("lays COSEE's step beside the plain one, whose batches have its schedule", async () => {
    await prepareTestBackend();
    const side = ourSide(tiny, cosee());
    assert.equal((await side.steps(2)).length, 2);
    side.close();
    for (const size of coseeSizes) {
      assert.equal(size.exits.length, size.blocks);
      assert.match(
        coseeSummaryOf(size, [0.115, 0.115], [0.1, 0.1]),
        /^COSEE step.*\n +COSEE +median 115\.0 ms.*\n +Early-Exit +median 100\.0 ms.*\n.*1\.15$/,
      );
    }
  });

  it('lays the ways back side by side, time and memory above the backend', async () => {
    const way = (name: string, seconds: number, peak: number): MeasuredSide => ({
      ...scripted(name, seconds, []),
      memory: async () => ({ before: 400 * 2 ** 20, peak: peak * 2 ** 20 }),
    });
    const sides = [way('whole', 0.2, 1400), way('segments', 0.1, 900)] as const;
    const { whole, segments } = await measureWays(...sides, { rounds: 1, turn: 2 });
    assert.match(
      segmentsSummaryOf(segmentSizes[0], whole, segments),
      /whole +median 200\.0 ms.* 1400 MiB, 1000 MiB of.*\n.*segments +median 100\.0 ms.* 900 MiB, 500 MiB of.*\n.*time 0\.50, the training's memory 0\.50$/,
    );
  });

  it('takes the steps of each way in a process of its own, which says how much memory it held', async () => {
    for (const backward of ['whole', 'segments'] as const) {
      const side = await startSide(tiny, { method: 'sweet', backward });
      assert.equal((await side.steps(2)).length, 2);
      const { before, peak } = await side.memory();
      assert.ok(before > 2 ** 24 && peak > before && peak < 2 ** 34, `${before}, ${peak}`);
      side.close();
    }
  });

  it('shares an operation of a narrow encoder by half of the threads, of a wide one by all', (t) => {
    withEnvironment(t, { TF_NUM_INTEROP_THREADS: '2', TF_NUM_INTRAOP_THREADS: '2' });
    const shared = (threads: string, hiddenSize: number, asked?: string) => {
      process.env.TF_NUM_INTEROP_THREADS = threads;
      if (asked === undefined) delete process.env.TF_NUM_INTRAOP_THREADS;
      else process.env.TF_NUM_INTRAOP_THREADS = asked;
      shareThreads(hiddenSize);
      return process.env.TF_NUM_INTRAOP_THREADS;
    };
    assert.deepEqual([shared('2', 128), shared('2', 384), shared('8', 128)], ['1', '2', '4']);
    assert.deepEqual([shared('1', 128), shared('2', 384, '1')], ['1', '1']);
  });

  it('takes real steps', async () => {
    await prepareTestBackend();
    const side = ourSide(tiny);
    const seconds = await side.steps(3);
    side.close();
    assert.equal(seconds.length, 3);
    assert.ok(seconds.every((s) => s > 0));
  });
});
