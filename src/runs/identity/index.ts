/** How a method identifies its runs: by its name and constants, and by what it computes. */

import { LabError } from '../../errors';
import { labMethod } from '../../methods/labMethod';
import { remember } from '../../methods/remembered';
import type { Method, RunConfig } from '../../types';
import { stepsOf } from '../config';
import type { PreparedRun } from '../prepare';
import { methodFingerprint } from './methodFingerprint';
import type { RunSizes } from './problem';
import { isAsRecorded } from './recorded';

/**
 * What a method can see of a run with this configuration, on a task with so many classes, and of its encoder, where
 * that is at hand.
 */
export function sizesOf(config: RunConfig, classes: number, encoder?: RunSizes['encoder']): RunSizes {
  const steps = stepsOf(config);
  return { depths: config.exits, classes, steps, stepsPerEpoch: steps / config.epochs, encoder };
}

/** Thrown where a method computes something else each time; then nothing that it trained is kept. */
export class Unsteady extends LabError {
  override name = 'Unsteady';
}

/** Throws Unsteady where a method computes something else than what identifies its run. */
export function checkIdentity({ config, method, model }: PreparedRun): void {
  const now = identityOf(leftElsewhere(method), sizesOf(config, model.classes, model.encoder));
  if (now.behaviour === config.behaviour && now.method === config.method) return;
  throw new Unsteady(
    `${method.name}: the method was tried twice on the same small problem and gave two results; expected a loss and ` +
      'a schedule that depend on nothing but what they are given: ' +
      'take numbers that change from step to step from `schedule`',
  );
}

/**
 * The method, with each schedule asked for the first step after every other one: a loss that reads what its schedule
 * keeps, which a recorded step would not follow, is then another one.
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

/** What the lab's methods compute does not change within a process. */
const labFingerprints = new Map<string, string>();

function labFingerprint(lab: Method, sizes: RunSizes): string {
  const { encoder, ...plain } = sizes;
  const key = JSON.stringify([lab.name, lab.constants, plain, encoder?.blockShapes(0)]);
  const found = labFingerprints.get(key) ?? methodFingerprint(lab, sizes);
  labFingerprints.set(key, found);
  return found;
}

/** The part of a run's configuration that its method makes. */
export type MethodIdentity = Pick<RunConfig, 'method' | 'constants' | 'behaviour'>;

/**
 * The method's name, constants and fingerprint. The lab's own have no fingerprint as long as they compute what they
 * did before there were any, so that their runs keep their ids. A method that has the name of one of the lab's and
 * computes something else, or has constants of its own, is named by its fingerprint besides: no figure can take it for
 * the lab's.
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
