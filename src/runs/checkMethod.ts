/** Checks, before training, that a method can train a model. Notebooks may hold code without types. */

import type { Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { inPlainJavaScript } from '../backend/plainJavaScript';
import { LabError } from '../errors';
import { type MultiExit, parameterShapes, placeOf } from '../exits';
import { checkPolicy } from '../policies/checkPolicy';
import { seededRandom } from '../text/random';
import { stagesOf, startOf, trainedIn } from '../training/stages';
import type { ExitPolicy, Method, Route, RoutePlace } from '../types';

/** The parts of a method. */
const parts: { readonly [part in keyof Method]-?: 'must' | 'may' } = {
  name: 'must',
  title: 'must',
  paper: 'must',
  constants: 'may',
  encoders: 'must',
  exit: 'must',
  route: 'must',
  loss: 'must',
  schedule: 'may',
  stages: 'may',
  combine: 'may',
  mixesExits: 'may',
  recipe: 'may',
  decides: 'must',
  check: 'may',
};

/**
 * Throws LabError for a method without a required part or with an unknown part. An unknown part would otherwise have no
 * effect.
 */
export function checkMethod(method: Method): void {
  const known = Object.keys(parts);
  const stray = Object.keys(method).find((part) => !known.includes(part));
  const missing = Object.entries(parts).find(
    ([part, kind]) => kind === 'must' && method[part as keyof Method] === undefined,
  );
  if (stray === undefined && missing === undefined) return;
  const got = stray === undefined ? `none called '${missing?.[0]}'` : `'${stray}'`;
  throw new LabError(
    `${method.name}: expected the parts of a method (${known.join(', ')}), got ${got}; ` +
      'a method is a spread of another one, such as { ...earlyExit, name, title, loss }',
  );
}

/**
 * Throws LabError for stages, exits, a route, a combination or a policy that does not fit the model. A policy for
 * classes may belong to a method that trains on a regression task.
 */
export function checkModel(method: Method, model: MultiExit, steps: number): void {
  const shapes = parameterShapes(model);
  for (const span of stagesOf(method, steps)) {
    trainedIn(model, span);
    startOf(model, span, shapes);
  }
  for (const [exit] of model.depths.entries()) checkRoute(method, placeOf(model, exit));
  checkCombine(method);
  checkPolicyOf({ ...model, classes: Math.max(2, model.classes) }, method.decides);
}

/** Throws LabError for a policy that cannot decide about the exits of a model. */
export function checkPolicyOf(model: MultiExit, policy: ExitPolicy): void {
  const { depths, classes, exit } = model;
  checkPolicy(policy, { depths, classes, extras: exit.extras?.(placeOf(model, 0)) ?? {} });
}

function checkRoute({ name, route }: Method, at: RoutePlace): void {
  for (const part of ['intoExit', 'onward'] as const) {
    if (keepsValues(route, part, at)) continue;
    throw new LabError(
      `${name}: expected a route that keeps the values of a hidden state and changes only its gradient, ` +
        `got a \`${part}\` that changes the values at the exit at depth ${at.depth}; ` +
        'change values in an exit module',
    );
  }
}

/** Whether the route keeps the values of a hidden state. The test values have several magnitudes. */
function keepsValues(route: Route, part: 'intoExit' | 'onward', at: RoutePlace): boolean {
  if (typeof route[part] !== 'function') return false;
  const random = seededRandom('a route tried');
  const values = Float32Array.from({ length: 48 }, (_, i) => random.normal() * 10 ** ((i % 6) - 3));
  return inPlainJavaScript(() =>
    tf.tidy(() => {
      const given = tf.tensor2d(values, [12, 4]);
      const kept: Tensor2D = route[part](given, at);
      if (kept.shape.join() !== given.shape.join()) return false;
      return kept.dataSync().every((value, i) => value === values[i]);
    }),
  );
}

function checkCombine({ name, combine, encoders }: Method): void {
  if (!combine || encoders === 'shared') return;
  throw new LabError(
    `${name}: expected exits that share an encoder, for \`combine\`, got separate encoders; leave out \`combine\``,
  );
}
