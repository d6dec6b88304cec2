/** `npm run train`: one run from the terminal. */
import { constantExits } from '../analysis';
import { LabError } from '../errors';
import { methods } from '../methods';
import { type RunOptions, recipe } from '../runs/config';
import { defaultStore, run } from '../runs/run';
import { segmentBackward } from '../training/segments';
import { wholeBackward } from '../training/step';
import type { RunRecord } from '../types';
import { runCommand } from './command';
import { coseeOptions, methodOf } from './cosee';
import { choiceOption, helpText, numberOption, type Options, parseOptions } from './options';
import { terminalSurroundings } from './terminal';

const options: Options = {
  method: { value: 'NAME', about: [...methods.map(({ name }) => name), 'cosee'].join(' | ') },
  ...coseeOptions,
  task: { value: 'NAME', about: 'sst-2, mrpc, cola, rte, qnli, qqp, mnli, sts-b, or a task of data/tasks' },
  data: { value: 'DIR', about: "a GLUE root holding RTE/, ..., or the task's own folder" },
  encoder: { value: 'DIR|NAME', about: 'a Hugging Face folder, minilm-l6, or a folder of data/encoders' },
  exits: { value: 'DEPTHS', about: 'depths of the exits, such as 1,4,6,12' },
  'train-size': { value: 'N', about: `at most so many training examples (${recipe.trainSize})` },
  'eval-size': { value: 'N', about: 'at most so many evaluation examples (all)' },
  subset: { value: 'WHICH', about: `random | first: which examples, when not all (${recipe.subset})` },
  epochs: { value: 'N', about: `passes over the training examples (${recipe.epochs})` },
  batch: { value: 'N', about: `examples a step (${recipe.batch})` },
  'max-length': { value: 'N', about: `tokens; longer inputs are cut longest first (${recipe.maxLength})` },
  lr: { value: 'RATE', about: `first learning rate, decaying linearly to 0 (${recipe.learningRate})` },
  seed: { value: 'N', about: `of heads, order, subset and dropout (${recipe.seed})` },
  dropout: { value: 'RATE', about: "every dropout (the encoder's own rates)" },
  'no-shuffle': { about: 'file order, consecutive rows, no bucketing by length' },
  pooler: { value: 'WHICH', about: `shared | per-exit | none (${recipe.pooler})` },
  pooling: { value: 'WHICH', about: `cls | mean: what an exit reads (${recipe.pooling})` },
  heads: {
    value: 'FILE',
    about: 'safetensors with exits.{i}.weight [C, H] and exits.{i}.bias [C], i from 0',
  },
  backward: {
    value: 'WHICH',
    about: 'whole | segments: gradients all at once, or from exit to exit in less memory (whole)',
  },
  store: { value: 'DIR', about: 'where records are kept (data/runs)' },
  'checkpoint-seconds': { value: 'S', about: 'time between checkpoints (30)' },
  json: { about: "the last line is the run's id, folder and metrics in JSON" },
};

const usage = `npm run train -- --method NAME --task NAME --encoder NAME --exits DEPTHS [OPTIONS]

Trains one run and stores its record, or loads it where it is already finished. The record's folder holds the
configuration and metrics (run.json), every step's losses (steps.jsonl) and the logits of every exit on every
evaluation example (evaluation.safetensors).`;

function required(given: Readonly<Record<string, string | boolean | undefined>>, name: string): string {
  const value = given[name];
  if (typeof value === 'string') return value;
  throw new LabError(
    `expected --${name} ${options[name].value} (${options[name].about}); --help lists the options`,
  );
}

const backwards = { whole: wholeBackward, segments: segmentBackward };

const text = (value: string | boolean | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

function depths(list: string): number[] {
  return list.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
}

function runOptions(given: ReturnType<typeof parseOptions>): RunOptions {
  return {
    method: methodOf(required(given, 'method'), given),
    task: required(given, 'task'),
    data: text(given.data),
    encoder: required(given, 'encoder'),
    exits: depths(required(given, 'exits')),
    pooler: choiceOption(given, 'pooler', ['shared', 'per-exit', 'none']),
    pooling: choiceOption(given, 'pooling', ['cls', 'mean']),
    heads: text(given.heads),
    trainSize: numberOption(given, 'train-size'),
    evalSize: numberOption(given, 'eval-size'),
    subset: choiceOption(given, 'subset', ['random', 'first']),
    shuffle: given['no-shuffle'] ? false : undefined,
    epochs: numberOption(given, 'epochs'),
    batch: numberOption(given, 'batch'),
    maxLength: numberOption(given, 'max-length'),
    learningRate: numberOption(given, 'lr'),
    dropout: numberOption(given, 'dropout'),
    seed: numberOption(given, 'seed'),
  };
}

function report({ config, metrics, seconds, folder, evaluation }: RunRecord): string {
  const rows = Object.entries(metrics).map(([metric, values]) =>
    config.exits.map((depth, i) => `  exit at depth ${depth}: ${metric} ${values[i].toFixed(4)}`).join('\n'),
  );
  const notes = constantExits(evaluation).map(
    (depth) =>
      `  the exit at depth ${depth} answers every example alike: a correlation is undefined there and counts as 0`,
  );
  return [...rows, ...notes, `${seconds.toFixed(1)} s; record: ${folder}`].join('\n');
}

async function main(): Promise<void> {
  const given = parseOptions(options, process.argv.slice(2));
  if (given.help) return console.log(helpText(usage, options));
  const store = text(given.store) ?? defaultStore();
  const checkpointSeconds = numberOption(given, 'checkpoint-seconds');
  const backward = backwards[choiceOption(given, 'backward', ['whole', 'segments']) ?? 'whole'];
  const surroundings = { ...terminalSurroundings(), store, checkpointSeconds, backward };
  const record = await run(runOptions(given), surroundings);
  console.log(report(record));
  const { id, folder, metrics } = record;
  if (given.json) console.log(JSON.stringify({ id, folder, metrics }));
}

void runCommand(main);
