import { LabError } from '../errors';
import type { Method } from '../types';
import { berxit } from './berxit';
import { earlyExit } from './earlyExit';
import { learningToExit } from './learningToExit';
import { multiModel } from './multiModel';
import { sweet } from './sweet';

export { berxit, earlyExit, learningToExit, multiModel, sweet };

/** Every method, in the order of the SWEET paper's tables. */
export const methods: readonly Method[] = [multiModel, earlyExit, sweet];

/** The same three with gates that learn when to leave (SWEET Fig. 7, Table 4). */
export const learningMethods: readonly Method[] = methods.map(learningToExit);

const everyMethod: readonly Method[] = [...methods, ...learningMethods, berxit];

/** The method of that name. Throws LabError listing the known ones. */
export function methodByName(name: string): Method {
  const found = everyMethod.find((method) => method.name === name);
  if (found) return found;
  throw new LabError(`expected a method among ${everyMethod.map((m) => m.name).join(', ')}; got '${name}'`);
}
