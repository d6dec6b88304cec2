/** Tests of training on encoders against PyTorch's steps (tests/oracle/make_encoder_fixtures.py). */
import assert from 'node:assert/strict';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it, type TestContext } from 'node:test';
import { writeSafetensors } from '../../src/encoders/safetensors-write';
import { headName } from '../../src/exits';
import { methodByName } from '../../src/methods';
import { layerShapes } from '../../src/ops/layer';
import { run } from '../../src/runs/run';
import type { Method, Shapes } from '../../src/types';
import { assertEachClose, flat } from './close';
import { type CoseeConstants, coseeOf } from './coseeReference';
import { drawnParameter } from './drawnNumbers';
import {
  caseModel,
  checkpointShapes,
  type EncoderCase,
  encoderFixture,
  encoderOf,
  type TrainedCase,
} from './encoderCases';
import { fixturePath } from './fixtures';
import { assertSameStep, onProcessor } from './reference';
import { temporaryFolder } from './store';

/** Writes drawn parameters of a case under the names that `stored` gives. */
function writeDrawn(
  file: string,
  of: string,
  shapes: Shapes,
  stored: (name: string) => string = (name) => name,
): void {
  const entries = Object.entries(shapes).map(([name, shape]) => [
    stored(name),
    { shape, data: drawnParameter(of, name, shape) },
  ]);
  writeSafetensors(file, Object.fromEntries(entries));
}

/**
 * The folder of an encoder: its configuration, the tokenizer of the small BERT, and a checkpoint under the names that
 * `stored` gives.
 */
export function caseFolder(
  test: Pick<TestContext, 'after'>,
  { name, config }: EncoderCase,
  stored?: (name: string) => string,
): string {
  const folder = temporaryFolder(test);
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  cpSync(fixturePath('tiny-bert', 'tokenizer.json'), join(folder, 'tokenizer.json'));
  writeDrawn(join(folder, 'model.safetensors'), name, checkpointShapes(encoderOf(config)), stored);
  return folder;
}

/** Heads of two classes at every exit of a case. */
function writeHeads(file: string, example: EncoderCase): void {
  const { encoder, depths, classes } = caseModel(example, undefined, 2);
  const shapes = depths.map((_, exit) => layerShapes(headName(exit), classes, encoder.width));
  writeDrawn(file, example.name, Object.assign({}, ...shapes));
}

const methodOf = (trained: TrainedCase): Method =>
  trained.method === 'cosee'
    ? coseeOf(trained as TrainedCase & CoseeConstants)
    : methodByName(trained.method);

/** Tests, one for each trained case: every step's losses and norms, and the final logits. */
export function itTrainsAsTransformers(architecture: string): void {
  const { recipe, cases } = encoderFixture(architecture);
  const trained = cases.flatMap((example) => example.training.map((training) => ({ example, training })));
  assert.ok(trained.length > 0, `no trained case of ${architecture}`);
  for (const { example, training } of trained)
    it(`${example.name}: ${training.method}`, async (test) => {
      const heads = join(temporaryFolder(test), 'heads.safetensors');
      writeHeads(heads, example);
      const { task, ...rates } = recipe;
      const { steps, evaluation } = await run(
        {
          ...{ method: methodOf(training), task, ...rates, exits: example.exits, heads, epochs: 1 },
          ...{
            encoder: caseFolder(test, example),
            data: fixturePath('glue'),
            pooling: 'cls',
            pooler: 'shared',
          },
          ...{ subset: 'first', shuffle: false, dropout: 0 },
        },
        { store: temporaryFolder(test), say: () => undefined },
      );
      assert.equal(steps.length, training.steps.length);
      for (const [i, expected] of training.steps.entries()) assertSameStep(steps[i], expected, onProcessor);
      assertEachClose(evaluation.logits, flat(training.logits), onProcessor.logits, 'final logits');
    });
}
