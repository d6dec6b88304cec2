/** The command line options of a run. */
import { existsSync } from 'node:fs';
import { encoderNames } from '../encoders/place';
import { LabError } from '../errors';
import { glueRevisionOf } from '../hub/glueCache';
import { hubNameOf } from '../hub/name';
import { everyMethod } from '../methods';
import { standing } from '../paths';
import { type RunOptions, recipe } from '../runs/config';
import { coseeOptions, methodOf } from './cosee';
import { choiceOption, type Given, numberOption, type Options, textOption } from './options';

/** The settings of a run. */
export const trainingOptions: Options = {
  method: {
    value: 'NAME',
    about: `${['cosee', ...everyMethod.map(({ name }) => name)].join(' | ')}`,
  },
  ...coseeOptions,
  task: { value: 'NAME', about: 'sst-2, mrpc, cola, rte, qnli, qqp, mnli, sts-b, or a task of data/tasks' },
  data: {
    value: 'DIR|FILE|NAME',
    about:
      "a GLUE root holding RTE/, ..., the task's own folder, a data file or hub:OWNER/NAME with --columns and " +
      '--label (GLUE: nyu-mll/glue of the Hub, or @REVISION)',
  },
  encoder: {
    value: 'DIR|NAME',
    about:
      'a Hugging Face folder, minilm-l6, a folder of data/encoders, or a name on the Hub (NAME@REVISION)',
  },
  exits: { value: 'DEPTHS', about: 'depths of the exits, such as 1,4,6,12' },
  'train-size': { value: 'N', about: `the largest number of training examples (${recipe.trainSize})` },
  'eval-size': { value: 'N', about: 'the largest number of evaluation examples (all)' },
  split: {
    value: 'WHICH',
    about: `validation | test | held-out (training examples that are not trained on) (${recipe.split})`,
  },
  subset: {
    value: 'WHICH',
    about: `random | first: how a part of the examples is chosen (${recipe.subset})`,
  },
  epochs: { value: 'N', about: `passes over the training examples (${recipe.epochs})` },
  batch: { value: 'N', about: `examples a step (${recipe.batch})` },
  'max-length': { value: 'N', about: `tokens; longer inputs are cut longest first (${recipe.maxLength})` },
  lr: { value: 'RATE', about: `first learning rate, decaying linearly to 0 (${recipe.learningRate})` },
  seed: { value: 'N', about: `seed of heads, order, subset and dropout (${recipe.seed})` },
  dropout: { value: 'RATE', about: "every dropout (the encoder's own rates)" },
  'no-shuffle': { about: 'file order, consecutive rows, no bucketing by length' },
  pooler: { value: 'WHICH', about: `shared | per-exit | none (${recipe.pooler})` },
  pooling: { value: 'WHICH', about: `cls | mean: what an exit reads (${recipe.pooling})` },
  heads: {
    value: 'FILE',
    about: 'safetensors with exits.{i}.weight [C, H] and exits.{i}.bias [C], i from 0',
  },
};

/** The text of a required option. */
export function required(given: Given, name: string, options = trainingOptions): string {
  const value = given[name];
  if (typeof value === 'string') return value;
  throw new LabError(
    `expected --${name} ${options[name].value} (${options[name].about}); --help lists the options`,
  );
}

/** The name of one of the lab's encoders is unchanged, and so is a name on the Hub, unless there is such a folder. */
export function encoderOf(nameOrFolder: string): string {
  const folder = standing().typedPath(nameOrFolder);
  const isName = encoderNames().includes(nameOrFolder) || (!existsSync(folder) && hubNameOf(nameOrFolder));
  return isName ? nameOrFolder : folder;
}

/** A folder of data; the name of GLUE on the Hub is unchanged. */
function dataOf(given: Given): string | undefined {
  const data = textOption(given, 'data');
  if (data === undefined || glueRevisionOf(data) !== null) return data;
  if (data.trim() === '') throw new LabError('--data: expected a path, got nothing');
  return standing().typedPath(data);
}

function depths(list: string): number[] {
  return list.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
}

/** Throws LabError for options that are missing or have a value of the wrong kind. */
export function runOptionsOf(given: Given): RunOptions {
  return {
    method: methodOf(required(given, 'method'), given),
    task: required(given, 'task'),
    data: dataOf(given),
    encoder: encoderOf(required(given, 'encoder')),
    exits: depths(required(given, 'exits')),
    pooler: choiceOption(given, 'pooler', ['shared', 'per-exit', 'none']),
    pooling: choiceOption(given, 'pooling', ['cls', 'mean']),
    heads: textOption(given, 'heads'),
    trainSize: numberOption(given, 'train-size'),
    evalSize: numberOption(given, 'eval-size'),
    split: choiceOption(given, 'split', ['validation', 'test', 'held-out']),
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
