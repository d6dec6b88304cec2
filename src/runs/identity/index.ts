/** The identity that a method gives its runs: its name, its constants and its computation. */

import { encoderShapes } from '../../encoders/encoderShapes';
import { LabError } from '../../errors';
import { labMethod } from '../../methods/labMethod';
import { remember } from '../../methods/remembered';
import type { Method, RunConfig } from '../../types';
import { stepsOf } from '../config';
import type { PreparedRun } from '../prepare';
import { methodFingerprint } from './methodFingerprint';
import type { RunSizes } from './problem';
import { isAsRecorded } from './recorded';

/** The facts about a run that a method can see, for this configuration, number of classes and, if given, encoder. */
export function sizesOf(config: RunConfig, classes: number, encoder?: RunSizes['encoder']): RunSizes {
  const steps = stepsOf(config);
  return { depths: config.exits, classes, steps, stepsPerEpoch: steps / config.epochs, encoder };
}

/** A method is not deterministic. Nothing that it trained is kept. */
export class Unsteady extends LabError {
  override name = 'Unsteady';
}

/** Throws Unsteady if the method computes something other than the computation in the identity of its run. */
export function checkIdentity({ config, method, model }: PreparedRun): void {
  const now = identityOf(leftElsewhere(method), sizesOf(config, model.classes, model.encoder));
  if (now.behaviour === config.behaviour && now.method === config.method) return;
  throw new Unsteady(
    `${method.name}: expected a loss and a schedule that depend on their arguments only, got two results for the ` +
      'same small problem; ' +
      'take numbers that change from step to step from `schedule`',
  );
}

/**
 * The method, whose schedules are also called for the first step after every call. A loss that depends on hidden state
 * of its schedule then changes. A recorded step would not follow such a change.
 */
function leftElsewhere({ schedule, stages, ...method }: Method): Method {
  return {
    ...method,
    ...(schedule && { schedule: askedAgain(schedule) }),
    ...(stages && {
      stages: stages.map((stage) => ({
        ...stage,
        ...(stage.schedule && { schedule: askedAgain(stage.schedule) }),
      })),
    }),
  };
}

const askedAgain =
  (schedule: NonNullable<Method['schedule']>): NonNullable<Method['schedule']> =>
  (step, before) => {
    const weights = schedule(step, before);
    schedule({ ...step, t: 1 }, []);
    return weights;
  };

/** The fingerprints of the lab's methods, which are constant within a process. */
const labFingerprints = new Map<string, string>();

function labFingerprint(lab: Method, sizes: RunSizes): string {
  const { encoder, ...plain } = sizes;
  const key = JSON.stringify([lab.name, lab.constants, plain, encoder && namesIn(encoder, sizes.depths)]);
  const found = labFingerprints.get(key) ?? methodFingerprint(lab, sizes);
  labFingerprints.set(key, found);
  return found;
}

/** The names of an encoder's parameters that a method can see. */
const namesIn = (encoder: NonNullable<RunSizes['encoder']>, depths: readonly number[]) => [
  ...encoderShapes(encoder, 0, depths[depths.length - 1]).map(Object.keys),
  Object.keys(encoder.poolerShapes('pooler')),
  depths.map((depth) => encoder.measuredMatrix(depth - 1)),
];

/** The part of a run's configuration that comes from its method. */
export type MethodIdentity = Pick<RunConfig, 'method' | 'constants' | 'behaviour'>;

/**
 * The identity of a method: name, constants and fingerprint. A method of the lab has no fingerprint if it still
 * computes what it did before fingerprints existed, so its runs keep their ids. A method with the name of a lab method
 * but another computation or unknown constants gets its fingerprint as part of its name, so no figure confuses the two.
 */
export function identityOf(method: Method, sizes: RunSizes): MethodIdentity {
  const { name, constants } = method;
  const behaviour = methodFingerprint(method, sizes);
  const lab = labMethod(name, constants);
  const isLabs = lab !== null && (lab === method || labFingerprint(lab, sizes) === behaviour);
  const isTaken = lab !== null || labMethod(name) !== null;
  const named = isTaken && !isLabs ? `${name}-${behaviour.slice(0, 6)}` : name;
  remember(named, method);
  return {
    method: named,
    ...(constants && { constants }),
    ...(!(isLabs && isAsRecorded(name)) && { behaviour }),
  };
}
