/** A GPU of WebGPU cannot be read at once, so that code which reads at once runs on some backends alone. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { projectRoot } from '../src/paths';

/** What runs on TensorFlow or on the processor alone, whose numbers are at hand. */
const atHand = [
  'src/answering/captured.ts',
  'src/answering/checkCaptured.ts',
  'src/encoders/behaviour.ts',
  'src/routes/crosses.ts',
  'src/runs/checkMethod.ts',
  'src/runs/identity/readCombine.ts',
  'src/runs/identity/readLoss.ts',
  'src/runs/identity/readSaid.ts',
  'src/runs/identity/toyRecord.ts',
  'src/training/captured.ts',
  'src/training/graph.ts',
  'src/training/replay.ts',
  'src/training/separable.ts',
  'src/backend/javaScriptKernels.ts',
];

const atOnce = /\.(?:dataSync|arraySync|bufferSync)\b|\breadSync\(\w+\.dataId/;

describe('numbers of a device', () => {
  it('are awaited everywhere but where the backend is known', () => {
    const files = ['src', 'data/making', 'environment'].flatMap((folder) =>
      readdirSync(join(projectRoot(), folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => `${folder}/${name}`),
    );
    const reading = files.filter((name) => atOnce.test(readFileSync(join(projectRoot(), name), 'utf8')));
    assert.deepEqual(reading.sort(), [...atHand].sort());
  });

  it('are awaited in notebooks', () => {
    const folder = join(projectRoot(), 'notebooks');
    const files = readdirSync(folder).filter((name) => name.endsWith('.ipynb'));
    assert.ok(files.length > 0);
    for (const name of files) {
      const { cells } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as {
        cells: { source: string[] }[];
      };
      const reading = cells.map(({ source }) => source.join('')).filter((code) => atOnce.test(code));
      assert.deepEqual(reading, [], name);
    }
  });
});
