/** `npm run search`: chooses learning rates and constants by runs on held-out training examples. */
import {
  type Choice,
  chosenConstants,
  chosenOwnConstants,
  chosenRates,
  onEvaluationSet,
  ownConstantRows,
} from '../analysis';
import { constantsRows } from '../analysis/constants';
import { learningRateRows } from '../analysis/learningRates';
import { LabError } from '../errors';
import { type Experiment, type Profile, profile, profileNames } from '../experiments';
import { storedRuns } from '../experiments/records';
import { freeze, searchedFile } from '../experiments/searched';
import { ownConstants } from '../methods';
import { mapValues } from '../named';
import { coseeSearch, learningRateSearch, ownConstantsSearch } from '../papers';
import { shownPath } from '../paths';
import { calibratedConfidence, quantilePolicy } from '../policies';
import { energy } from '../signals';
import type { RunRecord } from '../types';
import { runCommand } from './command';
import { helpText, type Options, parseOptions, profileOption } from './options';

const options: Options = {
  profile: { value: 'NAME', about: `${profileNames.join(', ')} (shipped)` },
};

const usage = `npm run search -- --profile NAME

Chooses the learning rate of each method, then the constants of COSEE and of other methods at that rate, from finished
runs on training examples that were held out: the largest area under the trade-off curve, as the mean over the tasks of
the search. The choices are written to data/searched.json, from which the profile takes them. No run is trained. The
command says which runs of a search are missing, and how to train them.`;

/** All runs of a search. Throws LabError if one is missing or was evaluated on other than held-out examples. */
function searchRuns(settings: Profile, search: Experiment): readonly RunRecord[] {
  const { found, missing } = storedRuns(settings, search);
  if (missing.length > 0)
    throw new LabError(
      `expected all runs of the search ${search.name}, ${missing.length} are missing; train them with ` +
        `npm run grid -- --profile ${settings.name} --experiments ${search.name}`,
    );
  const stray = found.find(({ config }) => config.split !== 'held-out');
  if (!stray) return found;
  throw new LabError(
    `expected the runs of a search to be evaluated on held-out training examples, got ${stray.id}; set ` +
      `"overrides": { "${search.name}": { "split": "held-out" } } in the profile`,
  );
}

const told = ({ area, tasks }: Choice<unknown>): string =>
  `area ${area.toFixed(4)}, the mean over ${tasks} tasks`;

/** The learning rate of each method, said aloud. */
function chooseRates(settings: Profile): { readonly [method: string]: number } {
  const runs = searchRuns(settings, learningRateSearch);
  const choices = chosenRates(learningRateRows(runs, calibratedConfidence, onEvaluationSet));
  for (const [method, choice] of Object.entries(choices))
    console.log(`${method}: learning rate ${choice.value} (${told(choice)})`);
  return mapValues(choices, ({ value }) => value);
}

/** The constants of COSEE, said aloud. */
function chooseConstants(settings: Profile): Profile['cosee'] {
  const runs = searchRuns(settings, coseeSearch);
  const choice = chosenConstants(constantsRows(runs, quantilePolicy(energy), onEvaluationSet));
  console.log(`COSEE: ${JSON.stringify(choice.value)} (${told(choice)})`);
  return choice.value;
}

/** The constant of each method of another paper that has one, said aloud. */
function chooseOwnConstants(settings: Profile): Profile['ownConstants'] {
  const choices = chosenOwnConstants(
    ownConstantRows(searchRuns(settings, ownConstantsSearch), onEvaluationSet),
  );
  for (const [method, choice] of Object.entries(choices))
    console.log(`${method}: ${ownConstants[method].constant} ${choice.value} (${told(choice)})`);
  return mapValues(choices, ({ value }) => value);
}

async function main(): Promise<void> {
  const given = parseOptions(options, process.argv.slice(2));
  if (given.help) return console.log(helpText(usage, options));
  const name = profileOption(given) ?? 'shipped';
  const before = profile(name);
  const learningRates = chooseRates(before);
  freeze(before.name, { learningRates });
  freeze(before.name, { cosee: chooseConstants(profile(name)) });
  freeze(before.name, { ownConstants: chooseOwnConstants(profile(name)) });
  console.log(shownPath(searchedFile()));
}

void runCommand(main);
