/** A GPU of WebGPU cannot be read at once, so that code which reads at once runs on some backends alone. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { projectRoot } from '../src/paths';

/** What runs on TensorFlow or on the processor alone, whose numbers are at hand. */
const atHand = [
  'training/captured.ts',
  'training/graph.ts',
  'training/separable.ts',
  'backend/javaScriptKernels.ts',
];

describe('numbers of a device', () => {
  it('are awaited everywhere but where the backend is known', () => {
    const source = join(projectRoot(), 'src');
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    const reading = files.filter((name) =>
      /\.(?:dataSync|arraySync|bufferSync)\b|\breadSync\(\w+\.dataId/.test(
        readFileSync(join(source, name), 'utf8'),
      ),
    );
    assert.deepEqual(reading.sort(), [...atHand].sort());
  });
});
