import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { toldPassages } from '../data/making/generate/toldPassages';
import { languageModelShapes } from '../data/making/pretrain/model';
import { scoreTold, toldProbes } from '../data/making/pretrain/probe';
import { sequenceMaker } from '../data/making/pretrain/sequences';
import type { BertConfig } from '../src/encoders/bert';
import { openEncoderFolder } from '../src/encoders/folder';
import { openSafetensors } from '../src/encoders/safetensors';
import { prepareTestBackend } from './support/backend';

describe('the small BERT that ships', () => {
  const { folder, encoder, tokenizer } = openEncoderFolder('tiny-bert-12');
  const config: BertConfig = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'));
  const file = openSafetensors(join(folder, 'model.safetensors'));
  const nameOf = (name: string) => (name.startsWith('cls.') ? name : `bert.${name}`);
  const shapes = Object.entries(languageModelShapes(config, config.num_hidden_layers));

  before(prepareTestBackend);

  it('is 12 blocks of finite numbers in less than 12 MB', () => {
    assert.deepEqual([config.num_hidden_layers, encoder.depth], [12, 12]);
    assert.deepEqual([...file.names].sort(), shapes.map(([name]) => nameOf(name)).sort());
    for (const [name, shape] of shapes) {
      const stored = file.floats(nameOf(name));
      assert.deepEqual(stored.shape, shape, name);
      assert.ok(stored.data.every(Number.isFinite), name);
    }
    const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    assert.ok(bytes < 12e6, `${bytes} bytes`);
  });

  it('tells what follows as often as its card says', async (t) => {
    const card = readFileSync(join(folder, 'README.md'), 'utf8');
    const probes = toldProbes(toldPassages(), sequenceMaker(tokenizer(), []), config.max_position_embeddings);
    const parameters = Object.fromEntries(
      shapes.map(([name, shape]) => [name, tf.tensor(file.floats(nameOf(name)).data, [...shape])]),
    );
    t.after(() => tf.dispose(Object.values(parameters)));
    const told = await scoreTold(config, config.num_hidden_layers, parameters, probes);
    for (const [task, fractions] of Object.entries(told)) {
      const [, row] = card.match(new RegExp(`\\| ${task} \\| ([\\d| ]+) \\|`)) ?? assert.fail(task);
      const claimed = row.split(' | ').map(Number);
      for (const [i, percent] of claimed.entries())
        assert.ok(
          Math.abs(100 * fractions[i] - percent) < 3,
          `${task}, level ${i + 1}: ${100 * fractions[i]}, ${percent}`,
        );
    }
  });
});
