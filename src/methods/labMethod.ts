import { isDeepStrictEqual } from 'node:util';
import { orNull } from '../errors';
import { says } from '../exits/gated';
import { coseeSignals } from '../signals';
import type { Constants, Method } from '../types';
import { byOnePlusSquare, unscaled } from './cagrad';
import { studentToTeacher, teacherToStudent } from './distillation';
import {
  cagrad,
  consistentEe,
  contributingExits,
  cosee,
  dynExit,
  everyMethod,
  fastBert,
  gamlBert,
  gpfee,
  hashingToExit,
  internalExits,
  learningToExit,
  leeBert,
  methodByName,
  palbert,
  ponderNet,
  sweetRouted,
} from './index';

const withoutConstants = everyMethod.filter(({ constants }) => constants === undefined);

const named = <T extends { readonly name: string }>(name: unknown, known: readonly T[]): T | undefined =>
  known.find((one) => one.name === name);

/** Functions that make a method from its constants. Constants state an option that is an object by its name. */
const makers: readonly ((constants: object) => Method)[] = [
  palbert,
  ponderNet,
  gpfee,
  consistentEe,
  dynExit,
  gamlBert,
  leeBert,
  ({ divergence }: { divergence?: unknown }) =>
    fastBert({ divergence: named(divergence, [teacherToStudent, studentToTeacher]) }),
  ({ c, rescaling }: { c?: number; rescaling?: unknown }) =>
    cagrad({ c, rescaling: named(rescaling, [byOnePlusSquare, unscaled]) }),
];

/**
 * The lab's method with this name and these constants, as a record states them, or null if the lab has none and the
 * method is a custom one.
 */
export function labMethod(name: string, constants?: Constants): Method | null {
  const made = constants ? [...coseeOf(constants), ...madeOf(constants)] : withoutConstants;
  return withVariants(made).find((method) => method.name === name) ?? null;
}

/** `labMethod`. Throws LabError that lists the known names if the lab has no such method. */
export const knownMethod = (name: string, constants?: Constants): Method =>
  labMethod(name, constants) ?? methodByName(name);

/** The methods that have exactly these constants. */
function madeOf(constants: Constants): Method[] {
  const made = makers.flatMap((make) => orNull(() => make(constants)) ?? []);
  return made.filter((method) => isDeepStrictEqual(method.constants, constants));
}

/**
 * The methods, each also with SWEET's routing, each of these also with learning to exit, and each of these also with
 * hashing to exit.
 */
export function withVariants(made: readonly Method[]): Method[] {
  const routed = [...made, ...made.map(sweetRouted)];
  const learning = routed.filter(({ exit }) => !says(exit, 'gates')).map(learningToExit);
  const all = [...routed, ...learning];
  return [...all, ...all.filter(({ exit }) => !says(exit, 'rarity')).map(hashingToExit)];
}

/** COSEE or one of its terms with the constants of a run. It is empty if the thresholds or the signal are custom. */
function coseeOf({ signal: name, beta0 = 0, alpha = 0, margin, thresholds, average }: Constants): Method[] {
  const signal = named(name, coseeSignals);
  if (!signal || typeof thresholds === 'string') return [];
  const method = cosee({
    signal,
    beta0: Number(beta0),
    alpha: Number(alpha),
    margin: margin === undefined ? undefined : Number(margin),
    thresholds,
    average: named(average, [contributingExits, internalExits]),
  });
  return [method];
}
