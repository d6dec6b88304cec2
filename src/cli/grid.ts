/** `npm run grid`: trains the missing runs of a paper on a profile. */
import { LabError } from '../errors';
import { bringAllToHand } from '../experiments/bringProfile';
import {
  type GridRun,
  gridRuns,
  type RunState,
  stateOf,
  trainGridRun,
  wantedRuns,
} from '../experiments/grid';
import { shippedIds } from '../experiments/records';
import { type GridSurroundings, trainMissing } from '../experiments/trainGrid';
import { papers } from '../papers';
import { defaultStore } from '../runs/run';
import { Busy, type RunSurroundings } from '../runs/surroundings';
import { chosenExperiments, chosenProfile, experimentOptions, profileOptions } from './chosenRuns';
import { runCommand } from './command';
import { gpus, onEachDevice } from './devices';
import { type Given, helpText, numberOption, type Options, parseOptions, textOption } from './options';
import { PAPERS } from './paperOption';
import { stopSignal, terminalSurroundings } from './terminal';

const options: Options = {
  ...profileOptions,
  paper: { value: 'NAME', about: `${PAPERS}: its experiments (${papers[0].name})` },
  ...experimentOptions,
  only: { value: 'ID', about: 'only this run; if another process is training it, wait for it' },
  list: {
    about: 'train no run; print the id and the state of each: finished, diverged, ships or missing',
  },
  store: { value: 'DIR', about: 'where records are kept (data/runs)' },
  'checkpoint-seconds': { value: 'S', about: 'time between checkpoints (30)' },
};

const usage = `npm run grid -- [OPTIONS]

Trains the missing runs of a paper's tables and figures, with one process for each GPU, or with one process for all
processors. Runs whose records ship in data/records are not missing.
After it was stopped or killed, it continues from where it was. Several processes share the work, also on several
machines with --store on a shared folder: a process skips a run that another process is training.`;

/** The runs asked for, in order; with --only, one run. What they need from the Hub is fetched first. */
async function runsOf(given: Given, surroundings: RunSurroundings): Promise<GridRun[]> {
  const settings = await chosenProfile(given, surroundings);
  const wanted = wantedRuns(settings, chosenExperiments(given, papers[0].experiments));
  await bringAllToHand(
    wanted.map(({ options }) => options),
    surroundings,
  );
  const all = gridRuns(wanted);
  const only = textOption(given, 'only');
  if (only === undefined) return all;
  const found = all.find(({ id }) => id === only);
  if (found) return [found];
  throw new LabError(`--only: expected an id that --list gives, got '${only}'`);
}

/** `62 finished, 1 diverged, 0 missing of 63 runs in DIR`; if some ship, `20 finished, 0 diverged, 43 ship, ...`. */
function account(states: readonly RunState[], store: string): string {
  const count = (wanted: RunState) => states.filter((state) => state === wanted).length;
  const ship = count('ships') > 0 ? [`${count('ships')} ship`] : [];
  const counts = [`${count('finished')} finished`, `${count('diverged')} diverged`, ...ship];
  return `${counts.join(', ')}, ${count('missing')} missing of ${states.length} runs in ${store}`;
}

async function main(): Promise<void> {
  const given = parseOptions(options, process.argv.slice(2));
  if (given.help) return console.log(helpText(usage, options));
  const surroundings = terminalSurroundings();
  const runs = await runsOf(given, surroundings);
  const store = textOption(given, 'store') ?? defaultStore();
  const shipped = shippedIds();
  if (given.list) {
    for (const one of runs) console.log(`${one.id} ${stateOf(one, store, shipped)}`);
    return;
  }
  await train(given, runs, { store, shipped }, surroundings);
  const states = runs.map((one) => stateOf(one, store, shipped));
  console.log(account(states, store));
}

/** With several GPUs, starts a process for each; the processes find their runs. Otherwise trains here. */
async function train(
  given: Given,
  runs: readonly GridRun[],
  places: Pick<GridSurroundings, 'store' | 'shipped'>,
  attended: RunSurroundings,
): Promise<void> {
  const devices = gpus();
  if (given.only === undefined && devices.length > 1) {
    process.exitCode = await onEachDevice(devices, stopSignal());
    return;
  }
  const checkpointSeconds = numberOption(given, 'checkpoint-seconds');
  const surroundings = { ...attended, store: places.store, checkpointSeconds };
  const passOver = (): never => {
    throw new Busy('another process is training it');
  };
  await trainMissing(runs, {
    ...places,
    say: (line) => console.error(line),
    train: (one) =>
      trainGridRun(one, given.only === undefined ? { ...surroundings, onBusy: passOver } : surroundings),
  });
}

void runCommand(main);
