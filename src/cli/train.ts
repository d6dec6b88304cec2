/** `npm run train`: one run from the terminal. */
import { constantExits } from '../analysis';
import { bringToHand } from '../runs/atHand';
import type { RunOptions } from '../runs/config';
import { defaultStore, run } from '../runs/run';
import type { RunSurroundings } from '../runs/surroundings';
import { withLastWeights } from '../runs/trained';
import { wholeBackward } from '../training/exitObjective';
import { segmentBackward } from '../training/segments';
import type { RunRecord } from '../types';
import { runCommand } from './command';
import { constantNotes } from './constantNotes';
import {
  choiceOption,
  type Given,
  helpText,
  numberOption,
  type Options,
  parseOptions,
  textOption,
} from './options';
import { imported, ownDataOptions } from './ownData';
import { runOptionsOf, trainingOptions } from './runOptions';
import { terminalSurroundings } from './terminal';

const options: Options = {
  ...trainingOptions,
  ...ownDataOptions,
  backward: {
    value: 'WHICH',
    about: 'whole | segments: compute gradients at once, or from exit to exit in less memory (whole)',
  },
  store: { value: 'DIR', about: 'where records are kept (data/runs)' },
  'checkpoint-seconds': { value: 'S', about: 'time between checkpoints (30)' },
  fresh: {
    about: 'train a finished run again; its old record moves to .replaced in the store',
  },
  'keep-weights': {
    about:
      'keep the last weights with the record, for npm run answer; a finished run without them is trained again',
  },
  json: { about: "the last line is the run's id, folder and metrics in JSON" },
};

const usage = `npm run train -- --method NAME --task NAME --encoder NAME --exits DEPTHS [OPTIONS]

Trains one run and stores its record, or loads the record if the run is finished. The record's folder holds the
configuration and metrics (run.json), every step's losses (steps.jsonl) and the logits of every exit on every
evaluation example (evaluation.safetensors). COSEE also records for each step its weighted and its calibration loss,
and the lowest and highest signal of its internal exits. With --thresholds FILE, such as [[0.1, 0.2], ...], it takes
the thresholds of every step from the file, to compare it step by step with another implementation.
With --data FILE --columns NAMES --label NAME it trains on a data file in CSV, TSV, JSONL or parquet.`;

const backwards = { whole: wholeBackward, segments: segmentBackward };

function report({ config, metrics, seconds, folder, evaluation }: RunRecord): string {
  const rows = Object.entries(metrics).map(([metric, values]) =>
    config.exits.map((depth, i) => `  exit at depth ${depth}: ${metric} ${values[i].toFixed(4)}`).join('\n'),
  );
  return [
    ...rows,
    ...constantNotes(constantExits(evaluation), Object.keys(metrics)),
    `${seconds.toFixed(1)} s; record: ${folder}`,
  ].join('\n');
}

/** The options of the run. With --keep-weights it also keeps its last weights. */
async function keeping(given: Given, run: RunOptions, surroundings: RunSurroundings): Promise<RunOptions> {
  if (!given['keep-weights']) return run;
  await bringToHand(run, surroundings);
  return withLastWeights(run).kept;
}

async function main(): Promise<void> {
  const given = parseOptions(options, process.argv.slice(2));
  if (given.help) return console.log(helpText(usage, options));
  const store = textOption(given, 'store') ?? defaultStore();
  const checkpointSeconds = numberOption(given, 'checkpoint-seconds');
  const backward = backwards[choiceOption(given, 'backward', ['whole', 'segments']) ?? 'whole'];
  const fresh = given.fresh === true;
  const surroundings = { ...terminalSurroundings(), store, checkpointSeconds, backward, fresh };
  const asked = runOptionsOf(await imported(given, surroundings));
  const record = await run(await keeping(given, asked, surroundings), surroundings);
  console.log(report(record));
  const { id, folder, metrics } = record;
  if (given.json) console.log(JSON.stringify({ id, folder, metrics }));
}

void runCommand(main);
