/** The experiments and the profile that `npm run grid` and `npm run plan` are asked for. */
import { LabError } from '../errors';
import { type Experiment, type Profile, profile, profileNames } from '../experiments';
import { ownDataProfile } from '../experiments/ownDataProfile';
import { everyExperiment } from '../papers';
import { checkProfile } from '../papers/checkProfile';
import type { RunSurroundings } from '../runs/surroundings';
import { type Given, type Options, profileOption, textOption } from './options';
import { ownDataOf, ownDataOptions, sayNote } from './ownData';
import { paperOption } from './paperOption';

const names = everyExperiment.map(({ name }) => name).join(', ');

export const profileOptions: Options = {
  profile: {
    value: 'NAME|FILE',
    about: `${profileNames.join(', ')}, or a JSON file of your own (EARLY_EXIT_PROFILE, or quick)`,
  },
};

export const experimentOptions: Options = {
  experiments: { value: 'NAMES', about: `instead of a paper, some of ${names}, separated by commas` },
  data: {
    value: 'FILE|NAME',
    about: 'a data file, a folder of such or hub:OWNER/NAME, in place of the tasks of the profile',
  },
  ...ownDataOptions,
  task: { value: 'NAME', about: 'of a data file: the name of the task (the name of the file)' },
};

/** The experiments asked for; `otherwise` without --paper and --experiments. */
export function chosenExperiments(given: Given, otherwise: readonly Experiment[]): readonly Experiment[] {
  const wanted = textOption(given, 'experiments')?.split(',');
  const paper = paperOption(given);
  if (!wanted) return paper?.experiments ?? otherwise;
  if (paper) throw new LabError('expected --paper or --experiments, got both');
  const stray = wanted.find((name) => !everyExperiment.some((experiment) => experiment.name === name));
  if (stray !== undefined) throw new LabError(`--experiments: expected some of ${names}, got '${stray}'`);
  return everyExperiment.filter(({ name }) => wanted.includes(name));
}

/** The profile asked for; with a data file, the profile on this file. */
export async function chosenProfile(given: Given, surroundings: RunSurroundings): Promise<Profile> {
  const own = ownDataOf(given);
  const named = profileOption(given);
  if (own) return checkProfile(profile(await ownDataProfile(own, named, { ...surroundings, say: sayNote })));
  const stray = ['data', 'task'].find((name) => given[name] !== undefined);
  if (stray === undefined) return checkProfile(profile(named));
  throw new LabError(`expected --data FILE, --columns NAMES and --label NAME together, got --${stray} alone`);
}
