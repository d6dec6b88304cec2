import { LabError } from '../errors';
import type { Profile } from './profiles';

const lists = [
  ...(['tasks', 'seeds', 'sizes', 'learningRates'] as const),
  ...(['variantTasks', 'variantSeeds', 'coseeTasks', 'coseeSeeds'] as const),
];

/** The profile again, unless it says something twice: a seed that is repeated would count as two runs. Throws LabError. */
export function checkProfile(settings: Profile): Profile {
  for (const name of lists) {
    const values: readonly unknown[] = settings[name];
    const again = values.find((value, i) => values.indexOf(value) !== i);
    if (again !== undefined)
      throw new LabError(`${name}: expected each once, got ${again} twice in ${values.join(', ')}`);
  }
  return settings;
}
