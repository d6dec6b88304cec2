import { LabError } from '../errors';
import type { Method } from '../types';
import { earlyExit } from './earlyExit';
import { multiModel } from './multiModel';
import { sweet } from './sweet';

export { earlyExit, multiModel, sweet };

/** Every method, in the order of the SWEET paper's tables. */
export const methods: readonly Method[] = [multiModel, earlyExit, sweet];

/** The method of that name. Throws LabError listing the known ones. */
export function methodByName(name: string): Method {
  const found = methods.find((method) => method.name === name);
  if (found) return found;
  throw new LabError(`expected a method among ${methods.map((m) => m.name).join(', ')}; got '${name}'`);
}
