/** `npm run measure`: measures the shipped data and encoder. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../src/cli/command';
import { type Given, helpText, type Options, parseOptions } from '../../src/cli/options';
import { terminalSurroundings } from '../../src/cli/terminal';
import { LabError } from '../../src/errors';
import { writeAtomically } from '../../src/files';
import { projectRoot } from '../../src/paths';
import { run } from '../../src/runs/run';
import { openDataset } from '../../src/text/dataset';
import { CHECKPOINT, encoderNames, gradedNames, grid, realNames, seeds } from './measure/grid';
import { type Result, readResults, resultOf, withResult, writeResults } from './measure/results';
import { resultsMarkdown } from './measure/table';

const options: Options = {
  tasks: { value: 'NAMES', about: 'only these tasks, such as sentiment,answers (all)' },
  encoders: { value: 'NAMES', about: `only from these encoders (${encoderNames.join(',')})` },
  seeds: { value: 'SEEDS', about: `only these seeds (${seeds.join(',')})` },
  data: {
    value: 'DIR',
    about: 'a GLUE root with SST-2/ and CoLA/; without it the real tasks are left out',
  },
  table: { about: 'train nothing: make RESULTS.md from results.json again' },
};

const usage = `npm run measure [-- OPTIONS]

Trains what is missing of the runs that say how good the shipped tasks and encoder are, seed after seed, and writes
data/encoders/${CHECKPOINT}/results.json and RESULTS.md after each. After it was stopped, it continues.`;

const folder = join(projectRoot(), 'data', 'encoders', CHECKPOINT);
const resultsFile = join(folder, 'results.json');
const tableFile = join(folder, 'RESULTS.md');

function listed(given: Given, name: string): string[] | undefined {
  const value = given[name];
  return typeof value === 'string' ? value.split(',').map((part) => part.trim()) : undefined;
}

/** The names of an option; all known names if the option is absent. */
function wantedNames(given: Given, name: string, known: readonly string[]): readonly string[] {
  const wanted = listed(given, name) ?? known;
  const stray = wanted.find((one) => !known.includes(one));
  if (stray === undefined) return wanted;
  throw new LabError(`--${name}: expected names among ${known.join(', ')}; got '${stray}'`);
}

function wantedSeeds(given: Given): readonly number[] {
  const wanted = listed(given, 'seeds')?.map(Number) ?? seeds;
  if (wanted.every((seed) => seeds.includes(seed))) return wanted;
  throw new LabError(`--seeds: expected numbers among ${seeds.join(', ')}; got '${given.seeds}'`);
}

/** Writes the results and their table. */
function keep(results: readonly Result[]): void {
  writeResults(resultsFile, results);
  writeAtomically(tableFile, [resultsMarkdown(results)]);
}

const stored = (): Result[] => (existsSync(resultsFile) ? readResults(resultsFile) : []);

async function main(): Promise<void> {
  const given = parseOptions(options, process.argv.slice(2));
  if (given.help) return console.log(helpText(usage, options));
  if (given.table) return keep(readResults(resultsFile));
  const data = typeof given.data === 'string' ? given.data : undefined;
  const wanted = grid({
    tasks: wantedNames(given, 'tasks', [...gradedNames, ...realNames]),
    encoders: wantedNames(given, 'encoders', encoderNames),
    seeds: wantedSeeds(given),
    data,
  });
  const surroundings = terminalSurroundings();
  for (const options of wanted) {
    const record = await run(options, surroundings);
    keep(withResult(stored(), resultOf(record, openDataset(options))));
  }
  console.log(resultsMarkdown(stored()));
}

void runCommand(main);
