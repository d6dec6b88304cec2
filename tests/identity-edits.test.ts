import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { linearExit } from '../src/exits';
import { identityOf } from '../src/runs/identity';
import { seededRandom } from '../src/text/random';
import { withSchedule } from '../src/training/plan';
import { gradientsOf, stepInputs } from '../src/training/step';
import type { Method, Parameters } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { drawRecipe, edit, methodOf, type Recipe } from './support/methodEdits';
import { tinyBatch, tinyExits, tinyModel, tinyParameters } from './support/tinyBert';

/** What the model's parameters are at the start. */
type Starts = Record<Method['encoders'], Parameters<Tensor>>;

const EDITS = 300;
/** Edits with another identity of which both methods are trained, to see that such edits make a difference. */
const LOOKED_INTO = 30;
const steps = 8;
const sizes = { depths: tinyExits, classes: 2, steps, stepsPerEpoch: 4 };

const modelOf = (encoders: Method['encoders']) =>
  tinyModel({ pooler: 'shared', pooling: 'cls' }, { encoders, exit: linearExit });

/**
 * Losses and gradients of the first step on the small BERT, and of the last where there is a schedule, as numbers by
 * name.
 */
function trained(method: Method, starts: Starts): Map<string, Float32Array> {
  const seen = new Map<string, Float32Array>();
  tf.tidy(() => {
    const model = modelOf(method.encoders);
    for (const t of method.schedule ? [1, steps] : [1]) {
      const step = { t, steps, stepsPerEpoch: 4, exits: 3, seed: 1 };
      const inputs = stepInputs(withSchedule(tinyBatch(3), method.schedule, step, []), 1);
      const { losses, gradients } = gradientsOf({ model, method }, starts[method.encoders], inputs);
      seen.set(`${t} losses`, losses.dataSync() as Float32Array);
      losses.dispose();
      for (const [name, gradient] of Object.entries(gradients))
        seen.set(`${t} ${name}`, gradient.dataSync() as Float32Array);
    }
  });
  return seen;
}

/** Whether some parameter's gradient differs by more than rounding. */
function differ(a: Map<string, Float32Array>, b: Map<string, Float32Array>): boolean {
  if (a.size !== b.size) return true;
  return [...a].some(([name, x]) => {
    const y = b.get(name);
    const largest = x.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
    return !y || x.some((value, i) => Math.abs(value - y[i]) > 1e-4 * largest);
  });
}

describe(`${EDITS} random edits of a method`, () => {
  let starts: Starts;
  before(async () => {
    await prepareTestBackend();
    starts = { shared: tinyParameters(modelOf('shared')), separate: tinyParameters(modelOf('separate')) };
  });

  it('get another identity where losses or gradients differ, and the old one where the old code is back', () => {
    const random = seededRandom('edits');
    const differs = (one: Recipe, other: Recipe) =>
      differ(trained(methodOf(one), starts), trained(methodOf(other), starts));
    const changed: (readonly [Recipe, Recipe])[] = [];
    for (let i = 0; i < EDITS; i++) {
      const recipe = drawRecipe(random, tinyExits.length);
      const edited = edit(recipe, random);
      const [old, now, again] = [recipe, edited, recipe].map(
        (one) => identityOf(methodOf(one), sizes).behaviour,
      );
      const told = `${JSON.stringify(recipe)}\n${JSON.stringify(edited)}`;
      assert.equal(again, old, told);
      if (JSON.stringify(recipe) === JSON.stringify(edited)) assert.equal(now, old, told);
      else if (now === old) assert.ok(!differs(recipe, edited), told);
      else changed.push([recipe, edited]);
    }
    assert.ok(changed.length > EDITS / 2, `${changed.length} edits have another identity`);
    const different = changed.slice(0, LOOKED_INTO).filter(([one, other]) => differs(one, other)).length;
    assert.ok(different > LOOKED_INTO / 2, `${different} of ${LOOKED_INTO} such edits made a difference`);
  });
});
