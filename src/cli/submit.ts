/** `npm run submit`: a run's predictions for the unlabelled examples of its GLUE task. */

import { policies, policyByName } from '../policies';
import { defaultStore } from '../runs/run';
import { submit } from '../runs/submit';
import { runCommand } from './command';
import { choiceOption, helpText, numberOption, type Options, parseOptions, textOption } from './options';
import { required, runOptionsOf, trainingOptions } from './runOptions';
import { terminalSurroundings } from './terminal';

/** Calibration needs labels, which a test set does not have. */
const names = policies.filter(({ calibrate }) => !calibrate).map(({ name }) => name);

const options: Options = {
  'leave-by': { value: 'NAME', about: `the policy that decides: ${names.join(' | ')}` },
  threshold: { value: 'T', about: 'the threshold of that policy' },
  out: { value: 'DIR', about: 'the folder for the files to submit' },
  store: { value: 'DIR', about: 'where records are kept (data/runs)' },
  ...trainingOptions,
};

const usage = `npm run submit -- --leave-by NAME --threshold T --out DIR [THE OPTIONS OF npm run train]

Writes a run's predictions for the unlabelled test set of its GLUE task; examples leave by that policy and threshold.
The files, such as RTE.tsv, have the format of GLUE's server. Give --data and the other options of the run. The last
weights are then kept with its record; a finished run whose record lacks them is trained again.`;

async function main(): Promise<void> {
  const given = parseOptions(options, process.argv.slice(2));
  if (given.help) return console.log(helpText(usage, options));
  const run = runOptionsOf(given);
  for (const name of ['leave-by', 'threshold', 'out']) required(given, name, options);
  const policy = policyByName(choiceOption(given, 'leave-by', names) ?? '');
  const threshold = numberOption(given, 'threshold') ?? Number.NaN;
  const folder = required(given, 'out', options);
  const surroundings = { ...terminalSurroundings(), store: textOption(given, 'store') ?? defaultStore() };
  for (const { file, speedUp } of await submit(run, { policy, threshold, folder }, surroundings))
    console.log(`${file}, speed-up ${speedUp.toFixed(2)}`);
}

void runCommand(main);
