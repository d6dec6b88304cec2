import { LabError } from '../errors';
import type { Profile, Settings } from '../experiments';
import { everyExperiment, papers } from './index';

const lists = ['tasks', 'seeds', 'sizes', 'learningRates'] as const;

/**
 * Returns the profile unchanged. Throws LabError if a list repeats a value, because a repeated seed would count as
 * two runs, or if an override names an unknown paper or experiment.
 */
export function checkProfile(settings: Profile): Profile {
  checkOnce(settings);
  const known = [...papers, ...everyExperiment].map(({ name }) => name);
  for (const [name, own] of Object.entries(settings.overrides)) {
    if (!known.includes(name))
      throw new LabError(
        `overrides: expected papers or experiments among ${known.join(', ')}; got '${name}'`,
      );
    checkOnce(own);
  }
  return settings;
}

function checkOnce(settings: Settings): void {
  for (const name of lists) {
    const values: readonly unknown[] = settings[name] ?? [];
    const again = values.find((value, i) => values.indexOf(value) !== i);
    if (again !== undefined)
      throw new LabError(`${name}: expected each once, got ${again} twice in ${values.join(', ')}`);
  }
}
