/** `npm run grid`: the runs of a paper on a profile, those that are missing. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../errors';
import { type Experiment, profile, sweetExperiments } from '../experiments';
import { type RunOptions, runId } from '../runs/config';
import { prepareRun } from '../runs/prepare';
import { hasRecord } from '../runs/record';
import { Busy, defaultStore, run } from '../runs/run';
import { runCommand } from './command';
import { type Given, helpText, type Options, parseOptions } from './options';
import { terminalSurroundings } from './terminal';

const names = sweetExperiments.map(({ name }) => name).join(',');

const options: Options = {
  profile: { value: 'NAME', about: 'quick, shipped, real or paper (EARLY_EXIT_PROFILE, or quick)' },
  experiments: { value: 'NAMES', about: `only these of ${names}` },
  only: { value: 'ID', about: 'this run alone' },
  list: { about: 'train nothing: a line for each run, its id and whether it is finished' },
  store: { value: 'DIR', about: 'where records are kept (data/runs)' },
};

const usage = `npm run grid -- [OPTIONS]

Trains what is missing of the runs behind a paper's tables and figures. Started several times, the processes share the
work: a run that another one has in hand is passed over. Stopped, it goes on where it was.`;

const text = (given: Given, name: string): string | undefined => {
  const value = given[name];
  return typeof value === 'string' ? value : undefined;
};

function chosen(given: Given): readonly Experiment[] {
  const wanted = text(given, 'experiments')?.split(',');
  if (!wanted) return sweetExperiments;
  const stray = wanted.find((name) => !sweetExperiments.some((experiment) => experiment.name === name));
  if (stray !== undefined) throw new LabError(`--experiments: expected some of ${names}, got '${stray}'`);
  return sweetExperiments.filter(({ name }) => wanted.includes(name));
}

/** The runs by id, each once: experiments share some. */
function runsById(given: Given): Map<string, RunOptions> {
  const settings = profile(text(given, 'profile'));
  const all = chosen(given).flatMap((experiment) => experiment.runs(settings));
  return new Map(all.map((one) => [runId(prepareRun(one).config), one]));
}

async function main(): Promise<void> {
  const given = parseOptions(options, process.argv.slice(2));
  if (given.help) return console.log(helpText(usage, options));
  const store = text(given, 'store') ?? defaultStore();
  const runs = runsById(given);
  const finished = (id: string) => existsSync(store) && hasRecord(join(store, id));
  if (given.list) {
    for (const id of runs.keys()) console.log(`${id} ${finished(id) ? 'finished' : 'missing'}`);
    return;
  }
  const only = text(given, 'only');
  if (only !== undefined && !runs.has(only))
    throw new LabError(`--only: expected an id that --list gives, got '${only}'`);
  const surroundings = terminalSurroundings();
  const onBusy = (): never => {
    throw new Busy('another process has it in hand');
  };
  for (const [id, one] of runs) {
    if (only !== undefined && id !== only) continue;
    try {
      await run(one, { ...surroundings, store, onBusy });
    } catch (error) {
      if (!(error instanceof Busy)) throw error;
    }
  }
  const left = [...runs.keys()].filter((id) => !finished(id)).length;
  console.error(
    left === 0 ? `all ${runs.size} runs are finished` : `${left} of ${runs.size} runs are in other hands`,
  );
}

void runCommand(main);
