/** The values of a pickle. */
import { shown } from '../shown';

/** A class or function of Python by its name, such as `torch.FloatStorage`. */
export class Global {
  constructor(readonly name: string) {}
}

/** A tuple of Python. A list is a JavaScript array, a dictionary is a Map. */
export class Tuple {
  constructor(readonly items: readonly Value[]) {}
}

/** A value of a pickle. `object` is one that the caller has made. */
export type Value = null | boolean | number | string | object;

/** A short description of a value for a message. It does not look into containers, which may be nested or endless. */
export function kindOf(value: Value): string {
  if (value instanceof Global) return shown(value.name);
  if (value instanceof Tuple) return `a tuple of ${value.items.length}`;
  if (value instanceof Map) return `a dictionary of ${value.size}`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'string' ? `'${shown(value)}'` : `${value}`;
}
