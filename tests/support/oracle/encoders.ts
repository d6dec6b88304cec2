/** Tests of encoders against Hugging Face Transformers (tests/oracle/make_encoder_fixtures.py). */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { deviceTokens } from '../../../src/encoders/tokens';
import { runExits } from '../../../src/exits';
import { earlyExit, multiModel, sweet } from '../../../src/methods';
import { noDropout } from '../../../src/ops/dropout';
import { straight } from '../../../src/routes';
import { wholeBackward } from '../../../src/training/exitObjective';
import { segmentBackward } from '../../../src/training/segments';
import { type Backward, stepInputs } from '../../../src/training/step';
import type { Method } from '../../../src/types';
import { assertEachClose } from '../close';
import { drawnUniform } from '../drawnNumbers';
import { caseBatch, caseModel, caseParameters, type EncoderCase, encoderFixture } from '../encoderCases';
import { fixtureTensors } from '../fixtures';
import { hostGradients } from '../hostGradients';
import { hostValues } from '../hostValues';

/** How near an encoder must be: values absolutely, gradients relatively to their norms. */
export interface EncoderRounding {
  readonly values: number;
  readonly gradients: number;
}

/** Tests of every case of an architecture: hidden states, pooled rows, logits and gradients. */
export function itMatchesTransformers(architecture: string, rounding: EncoderRounding): void {
  for (const example of encoderFixture(architecture).cases) {
    itMatchesForward(architecture, example, rounding.values);
    for (const [method, backward] of [
      [earlyExit, wholeBackward],
      [sweet, wholeBackward],
      [sweet, segmentBackward],
      [multiModel, wholeBackward],
      [multiModel, segmentBackward],
    ] as const)
      itMatchesGradients(architecture, example, method, backward, rounding.gradients);
  }
}

function itMatchesForward(architecture: string, example: EncoderCase, rounding: number): void {
  const stored = fixtureTensors(`encoders/${architecture}.safetensors`);
  const model = caseModel(example);
  const batch = caseBatch(example, encoderFixture(architecture));
  const near = (values: Float32Array, what: string) =>
    assertEachClose(
      values,
      stored.floats(`${example.name}.${what}`).data,
      { absolute: rounding },
      `${example.name}, ${what}`,
    );

  it(`${example.name}: hidden states after the embeddings and after every block`, async () => {
    const states = await hostValues(() => {
      const p = caseParameters(example, model);
      const bound = model.encoder.bind(deviceTokens(batch));
      const [masks] = noDropout(1).parts;
      const states: Tensor2D[] = [bound.embed(p, masks)];
      for (let block = 0; block < example.exits[example.exits.length - 1]; block++)
        states.push(bound.block(p, block, states[block], masks));
      return states;
    });
    for (const [depth, state] of states.entries()) near(state, `hidden.${depth}`);
  });

  it(`${example.name}: pooled rows and logits of every exit`, async () => {
    const values = await hostValues(() =>
      runExits(model, straight, caseParameters(example, model), [deviceTokens(batch)], noDropout(1)).flatMap(
        ({ features, logits }) => [features, logits],
      ),
    );
    for (const exit of example.exits.keys()) {
      near(values[2 * exit], `features.${exit}`);
      near(values[2 * exit + 1], `logits.${exit}`);
    }
  });
}

/** The gradient of the bias of an attention's keys is mathematically 0: what is computed is rounding. */
const isRounding = (name: string): boolean => /\.(key|k_lin|key_proj|pos_key_proj)\.bias$/.test(name);

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, x, i) => sum + x * b[i], 0);

function itMatchesGradients(
  architecture: string,
  example: EncoderCase,
  method: Method,
  backward: Backward,
  rounding: number,
): void {
  const way = backward === segmentBackward ? 'segment by segment' : 'as a whole';
  it(`${example.name}: gradients of ${method.title} ${way}, of every parameter`, () => {
    const model = caseModel(example, method);
    const batch = caseBatch(example, encoderFixture(architecture));
    const found = hostGradients(backward, { model, method }, caseParameters(example, model), () =>
      stepInputs(batch, 0),
    );
    const { losses, gradients } = example.gradients[method.name];
    assertEachClose(found.losses, losses, { relative: rounding / 10 }, 'losses');
    assert.deepEqual(Object.keys(found.gradients).sort(), Object.keys(gradients).sort());
    const largest = Math.max(...Object.values(gradients).map(([norm]) => norm));
    for (const [name, [norm, ...projections]] of Object.entries(gradients)) {
      const values = found.gradients[name];
      const told = [Math.hypot(...values), ...projections.map((_, k) => projection(k, name, values))];
      const scale = isRounding(name) ? largest / 100 : norm;
      assertEachClose(told, [norm, ...projections], { absolute: rounding * scale }, name);
    }
  });
}

/** The projection of a gradient on the vector that is drawn for the parameter. */
const projection = (k: number, name: string, values: Float32Array): number =>
  dot(values, drawnUniform(`${k}/${name.replace(/^members\.\d+\./, '')}`, values.length));
