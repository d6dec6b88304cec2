/** Checks, before training, that a method can train a model. Notebooks may hold code without types. */

import * as tf from '@tensorflow/tfjs-core';
import { inPlainJavaScript } from '../backend/plainJavaScript';
import { LabError } from '../errors';
import { extrasOf, type MultiExit, parameterShapes, placeOf } from '../exits';
import {
  aFlag,
  aFunction,
  aList,
  aNumber,
  anObject,
  aText,
  checkKinds,
  either,
  having,
  type Kinds,
  oneOf,
  optional,
} from '../kinds';
import { checkPolicy } from '../policies/checkPolicy';
import { seededRandom } from '../text/random';
import { rateFactorsIn, stagesOf, startOf, trainedIn } from '../training/stages';
import type { ExitPolicy, Method, Route, RoutePlace, Stage } from '../types';
import { settingKinds } from './checkConfig';

/** The parts of a method. */
const parts: Kinds<Method> = {
  name: aText,
  title: aText,
  paper: aText,
  constants: optional(anObject),
  encoders: oneOf('shared', 'separate'),
  exit: having('shapes', 'read'),
  route: having('intoExit', 'onward'),
  loss: aFunction,
  schedule: optional(aFunction),
  stages: optional(aList),
  combine: optional(aFunction),
  terms: optional(anObject),
  mixesExits: optional(aFlag),
  recipe: optional(anObject),
  decides: having('thresholds'),
  check: optional(aFunction),
};

const stageParts: Kinds<Stage> = {
  name: aText,
  share: aNumber,
  trains: optional(aFunction),
  startsFrom: optional(aFunction),
  learningRate: optional(either(aNumber, aFunction)),
  rateFactor: optional(aFunction),
  loss: optional(aFunction),
  schedule: optional(aFunction),
  remembers: optional(either(aFunction, having('draws'))),
};

const recipeParts: Kinds<NonNullable<Method['recipe']>> = { pooler: optional(settingKinds.pooler) };

/**
 * Throws LabError for a method without a required part or with an unknown part. An unknown part would otherwise have no
 * effect.
 */
export function checkMethod(method: Method): void {
  const { name, stages = [], recipe = {} } = method;
  checkKinds(
    `${name}: expected the parts of a method`,
    method,
    parts,
    '; a method is a spread of another one, such as { ...earlyExit, name, title, loss }',
  );
  for (const stage of stages) checkKinds(`${name}: expected the parts of a stage`, stage, stageParts);
  checkKinds(`${name}: expected the settings that a method can change`, recipe, recipeParts);
}

/**
 * Throws LabError for stages, exits, a route, a combination or a policy that does not fit the model. A policy for
 * classes may belong to a method that trains on a regression task.
 */
export function checkModel(method: Method, model: MultiExit, steps: number): void {
  const shapes = parameterShapes(model);
  for (const span of stagesOf(method, steps)) {
    trainedIn(model, span);
    rateFactorsIn(model, span);
    startOf(model, span, shapes);
  }
  for (const [exit] of model.depths.entries()) checkRoute(method, placeOf(model, exit));
  checkCombine(method);
  checkPolicyOf({ ...model, classes: Math.max(2, model.classes) }, method.decides);
}

/** Throws LabError for a policy that cannot decide about the exits of a model. */
export function checkPolicyOf(model: MultiExit, policy: ExitPolicy): void {
  const { depths, classes } = model;
  checkPolicy(policy, { depths, classes, extras: extrasOf(model) });
}

function checkRoute({ name, route }: Method, at: RoutePlace): void {
  for (const part of ['intoExit', 'onward'] as const) {
    if (keepsValues(route, part, at)) continue;
    throw new LabError(
      `${name}: expected a route that keeps the values of a hidden state and changes only its gradient, ` +
        `but \`${part}\` changes the values at the exit at depth ${at.depth}; ` +
        'change values in an exit module',
    );
  }
}

/** Whether the route keeps the values of a hidden state. The test values have several magnitudes. */
function keepsValues(route: Route, part: 'intoExit' | 'onward', at: RoutePlace): boolean {
  const random = seededRandom('a route tried');
  const values = Float32Array.from({ length: 48 }, (_, i) => random.normal() * 10 ** ((i % 6) - 3));
  return inPlainJavaScript(() =>
    tf.tidy(() => {
      const given = tf.tensor2d(values, [12, 4]);
      const kept: unknown = route[part](given, at);
      if (!(kept instanceof tf.Tensor)) return false;
      if (kept.shape.join() !== given.shape.join()) return false;
      return kept.dataSync().every((value, i) => value === values[i]);
    }),
  );
}

function checkCombine({ name, combine, terms, encoders }: Method): void {
  if (terms && !combine)
    throw new LabError(
      `${name}: expected \`combine\` beside \`terms\`, got none; leave out \`terms\` to train on the sum`,
    );
  if (!combine || encoders === 'shared') return;
  throw new LabError(
    `${name}: expected exits that share an encoder, for \`combine\`, got separate encoders; leave out \`combine\``,
  );
}
