/** `npm run submit`: a run's answers to the unlabelled examples of its GLUE task. */

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
  threshold: { value: 'T', about: 'what it is held against' },
  out: { value: 'DIR', about: 'where the files to submit go' },
  store: { value: 'DIR', about: 'where records are kept (data/runs)' },
  ...trainingOptions,
};

const usage = `npm run submit -- --leave-by NAME --threshold T --out DIR [THE OPTIONS OF npm run train]

Writes a run's answers to the unlabelled test set of its GLUE task, each example leaving by that policy at that threshold:
RTE.tsv and the like, as GLUE's server takes them. Give --data and the other options of the run. Its last weights are kept
with its record from then on; a finished run whose record lacks them is trained once more.`;

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
