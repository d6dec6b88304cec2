/** `npm run serve` as a process: what it refuses, and that a stop or a kill loses no answer that was sent. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { startService } from '../environment/bench/serving/process';
import { acrossRestart } from '../environment/bench/serving/restart';
import { answer, openAnsweringModel } from '../src/answering';
import { sweet } from '../src/methods';
import { plainConfidence } from '../src/policies';
import { stepsOf } from '../src/runs/config';
import { snapshotFile } from '../src/runs/record';
import { openDataset } from '../src/text/dataset';
import { textOf } from './support/answers';
import { prepareTestBackend } from './support/backend';
import { startNode } from './support/cli';
import { fixturePath } from './support/fixtures';
import { type KeptRun, keptRun } from './support/keptRun';
import { smallRun } from './support/smallRun';
import { temporaryFolder } from './support/store';

describe('npm run serve', () => {
  const store = temporaryFolder({ after });
  let kept: KeptRun;
  const words = (...others: string[]) => [
    ...['--run', kept.id, '--store', store, '--encoder', fixturePath('tiny-bert')],
    ...['--threshold', '0.6', ...others],
  ];

  const refused = async (others: string[], says: RegExp) => {
    const { code, stdout, stderr } = await startNode([
      require.resolve('../src/cli/serve'),
      ...words(...others),
    ]).ended;
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(stderr, says);
  };

  before(async () => {
    await prepareTestBackend();
    kept = keptRun(store, smallRun(sweet));
  });

  it('answers each question once when it is killed and started again, and stops when it is told to', async () => {
    const model = await openAnsweringModel(kept.folder, {
      encoder: fixturePath('tiny-bert'),
      say: () => undefined,
    });
    const { validation } = openDataset({ task: 'rte', data: fixturePath('glue') });
    const texts = [...validation, ...validation].map(textOf);
    const answers = await answer(model, texts, { policy: plainConfidence, threshold: 0.6 });
    model.close();
    const questions = texts.map((text, i) => ({ text, answer: answers[i] }));
    const first = await startService(words('--port', '0'));
    const about = await (await fetch(first.url)).json();
    assert.deepEqual(about.model, {
      ...{ run: kept.id, method: 'sweet', task: 'rte', labels: model.labels, pair: true, tokens: 16 },
      ...{ exits: [1, 3, 5], encoders: 'shared' },
    });
    assert.deepEqual(about.policy, { name: 'confidence', leaves: 'score >= threshold', threshold: 0.6 });
    const { port } = new URL(first.url);
    await refused(['--port', port], /^expected a free port .* choose another \(--port\)/m);
    const again = () => startService(words('--port', port));
    const { service, seen } = await acrossRestart(first, again, questions, 4);
    assert.deepEqual([seen.answered, seen.faults], [questions.length, []]);
    assert.equal(await service.end('SIGTERM'), 0);
  });

  it('says what it cannot serve', async () => {
    await refused(
      ['--signal', 'entropy', '--port', '70000'],
      /^--port: expected a whole number, from 0 to 65535, got 70000/m,
    );
    await refused(
      ['--threshold', '1.5'],
      /^expected thresholds for confidence among 2 classes from 0.5 to 1, got 1.5/m,
    );
    rmSync(snapshotFile(kept.folder, stepsOf(kept.prepared.config)));
    await refused([], /expected the last weights of the run .*--keep-weights/);
  });
});
