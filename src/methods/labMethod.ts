import { says } from '../exits/gated';
import { coseeSignals } from '../signals';
import type { Constants, Method } from '../types';
import { byOnePlusSquare, unscaled } from './cagrad';
import { studentToTeacher, teacherToStudent } from './distillation';
import {
  cagrad,
  contributingExits,
  cosee,
  dynExit,
  everyMethod,
  fastBert,
  gamlBert,
  internalExits,
  learningToExit,
  sweetRouted,
} from './index';

const withoutConstants = everyMethod.filter(({ constants }) => constants === undefined);

/**
 * The lab's method with this name and these constants, as a record states them, or null if the lab has none and the
 * method is a custom one.
 */
export function labMethod(name: string, constants?: Constants): Method | null {
  const made = constants ? makers.flatMap((maker) => maker(constants)) : withoutConstants;
  return withVariants(made).find((method) => method.name === name) ?? null;
}

/** The methods, each also with SWEET's routing, and each of these also with learning to exit. */
export function withVariants(made: readonly Method[]): Method[] {
  const routed = [...made, ...made.map(sweetRouted)];
  const learning = routed.filter(({ exit }) => !says(exit, 'gates')).map(learningToExit);
  return [...routed, ...learning];
}

/** Each gives its method with the constants of a run, or nothing if they are not those of its method. */
const makers: readonly ((constants: Constants) => Method[])[] = [
  coseeOf,
  fastBertOf,
  dynExitOf,
  gamlBertOf,
  cagradOf,
];

/** COSEE or one of its terms with the constants of a run. It is empty if the thresholds or the signal are custom. */
function coseeOf({ signal: name, beta0 = 0, alpha = 0, margin, thresholds, average }: Constants): Method[] {
  const signal = coseeSignals.find((known) => known.name === name);
  if (!signal || typeof thresholds === 'string') return [];
  const method = cosee({
    signal,
    beta0: Number(beta0),
    alpha: Number(alpha),
    margin: margin === undefined ? undefined : Number(margin),
    thresholds,
    average: [contributingExits, internalExits].find((known) => known.name === average),
  });
  return [method];
}

const namedIn = <T extends { readonly name: string }>(known: readonly T[], name: unknown): T[] =>
  known.filter((one) => one.name === name);

function fastBertOf({ divergence }: Constants): Method[] {
  return namedIn([teacherToStudent, studentToTeacher], divergence).map((known) =>
    fastBert({ divergence: known }),
  );
}

function dynExitOf({ regularisation, weightRate }: Constants): Method[] {
  if (weightRate === undefined) return [];
  return [dynExit({ regularisation: Number(regularisation), weightRate: Number(weightRate) })];
}

function gamlBertOf({ alpha, temperature }: Constants): Method[] {
  if (temperature === undefined) return [];
  return [gamlBert({ alpha: Number(alpha), temperature: Number(temperature) })];
}

function cagradOf({ c, rescaling }: Constants): Method[] {
  return namedIn([byOnePlusSquare, unscaled], rescaling).map((known) =>
    cagrad({ c: Number(c), rescaling: known }),
  );
}
