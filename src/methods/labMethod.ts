import { says } from '../exits/gated';
import { coseeSignals } from '../signals';
import type { Constants, Method } from '../types';
import { contributingExits, cosee, everyMethod, internalExits, learningToExit, sweetRouted } from './index';

const withoutConstants = everyMethod.filter(({ constants }) => constants === undefined);

/**
 * The method that the lab makes of a name and constants, as records have them; null where it makes none, and the method
 * is somebody's own.
 */
export function labMethod(name: string, constants?: Constants): Method | null {
  const made = constants ? coseeOf(constants) : withoutConstants;
  return withVariants(made).find((method) => method.name === name) ?? null;
}

/** Methods as they are, routed as SWEET, and each of these learning to exit. */
export function withVariants(made: readonly Method[]): Method[] {
  const routed = [...made, ...made.map(sweetRouted)];
  const learning = routed.filter(({ exit }) => !says(exit, 'gates')).map(learningToExit);
  return [...routed, ...learning];
}

/**
 * COSEE, or a part of it, with the constants of its runs; none where its thresholds or its signal are somebody's own.
 */
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
