import type { Parameters } from './types';

/** The same names with mapped values. */
export const mapValues = <A, B>(
  named: { readonly [name: string]: A },
  of: (value: A) => B,
): Record<string, B> => Object.fromEntries(Object.entries(named).map(([name, value]) => [name, of(value)]));

/** The entries whose names begin with the prefix, without the prefix. */
export function withoutPrefix<T>(named: Parameters<T>, prefix: string): Parameters<T> {
  if (prefix === '') return named;
  const own = Object.entries(named).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), value]));
}
