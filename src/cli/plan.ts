/** `npm run plan`: what the runs of a profile take, before anything is trained. */
import { everyExperiment } from '../papers';
import { planGrid } from '../plan/plan';
import { planText } from '../plan/planText';
import { defaultStore } from '../runs/run';
import { chosenExperiments, chosenProfile, experimentOptions, profileOptions } from './chosenRuns';
import { runCommand } from './command';
import { helpText, type Options, parseOptions, textOption } from './options';
import { PAPERS } from './paperOption';
import { terminalSurroundings } from './terminal';

const options: Options = {
  ...profileOptions,
  paper: { value: 'NAME', about: `${PAPERS}: its experiments (those of both)` },
  ...experimentOptions,
  store: { value: 'DIR', about: 'where records are kept (data/runs)' },
};

const usage = `npm run plan -- [OPTIONS]

Prints what the runs behind a paper's tables and figures take: runs, optimizer steps, FLOP of training, disk of the
records, downloads, and time on this machine. About a minute of training steps on random weights is timed. Nothing is
trained, and what is on the Hub is not fetched, but for the config.json of an encoder that the lab does not know.`;

async function main(): Promise<void> {
  const given = parseOptions(options, process.argv.slice(2));
  if (given.help) return console.log(helpText(usage, options));
  const surroundings = terminalSurroundings();
  const profile = await chosenProfile(given, surroundings);
  const experiments = chosenExperiments(given, everyExperiment);
  const store = textOption(given, 'store') ?? defaultStore();
  const plan = await planGrid(profile, experiments, { ...surroundings, store });
  console.log(planText(plan).join('\n'));
}

void runCommand(main);
