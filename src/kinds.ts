/** Checks the parts of objects. Notebooks and scripts may hold code without types. */
import { LabError } from './errors';
import { isObject } from './files';
import { shownValue } from './shown';

/** The valid values of a part: a description for a person, and a test. */
export type Kind = readonly [expected: string, fits: (value: unknown) => boolean];

/** The kind of each part of T. An optional part has a kind made with `optional`. */
export type Kinds<T> = { readonly [part in keyof T]-?: Kind };

const isFunction = (value: unknown): boolean => typeof value === 'function';

export const aNumber: Kind = ['a number', (value) => typeof value === 'number'];
export const aText: Kind = ['a text', (value) => typeof value === 'string'];
export const aFunction: Kind = ['a function', isFunction];
export const aFlag: Kind = ['true or false', (value) => typeof value === 'boolean'];
export const anObject: Kind = ['an object', isObject];
export const aList: Kind = ['a list', Array.isArray];

export const oneOf = (...words: string[]): Kind => [
  `one of ${words.join(', ')}`,
  (value) => words.some((word) => word === value),
];

export const having = (...functions: string[]): Kind => [
  `an object with the functions ${functions.map((name) => `\`${name}\``).join(' and ')}`,
  (value) => isObject(value) && functions.every((name) => isFunction(value[name])),
];

export const either = ([one, isOne]: Kind, [other, isOther]: Kind): Kind => [
  `${one} or ${other}`,
  (value) => isOne(value) || isOther(value),
];

export const optional = ([expected, fits]: Kind): Kind => [
  `${expected}, or none`,
  (value) => value === undefined || fits(value),
];

/**
 * Throws LabError for an object with a missing, invalid or unknown part. An unknown part would otherwise have no
 * effect.
 */
export function checkKinds<T extends object>(what: string, value: T, kinds: Kinds<T>, advice = ''): void {
  const known = Object.keys(kinds);
  const refuse = (got: string): never => {
    throw new LabError(`${what} (${known.join(', ')}), got ${got}${advice}`);
  };
  const stray = Object.keys(value).find((part) => !known.includes(part));
  if (stray !== undefined) refuse(`'${stray}'`);
  for (const [part, [expected, fits]] of Object.entries<Kind>(kinds)) {
    const found = value[part as keyof T];
    if (fits(found)) continue;
    if (found === undefined) refuse(`no part '${part}'`);
    refuse(`${isFunction(found) ? 'a function' : shownValue(found)} as '${part}', which must be ${expected}`);
  }
}
