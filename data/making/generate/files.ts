import { join } from 'node:path';
import { LabError } from '../../../src/errors';
import { parseJsonObject } from '../../../src/json';
import { projectRoot } from '../../../src/paths';
import type { Example } from '../../../src/types';
import { readText } from '../../../src/utf8';
import { type GeneratedTask, type GradedTask, generateTask, splitNames } from './graded';
import { readmeOf } from './readme';
import { DATA_SEED, gradedTasks } from './tasks';

/** A file's path below data/ and its content, which is compressed by gzip if the path ends in `.gz`. */
export type GeneratedFile = readonly [path: string, content: string];

/** The shipped examples of every task, one task at a time. */
export function* generateShipped(): Generator<GeneratedTask> {
  for (const graded of gradedTasks) yield { graded, splits: generateTask(graded, DATA_SEED) };
}

/** The task of that name. Throws LabError that lists the tasks. */
export function gradedTaskByName(name: string): GradedTask<unknown> {
  const graded = gradedTasks.find(({ task }) => task.name === name);
  if (graded) return graded;
  const names = gradedTasks.map(({ task }) => task.name).join(', ');
  throw new LabError(`expected one of the graded tasks ${names}, got '${name}'`);
}

/** task.json and the three splits, deterministic for a task and a seed. */
export function taskFiles({ graded: { task }, splits }: GeneratedTask): GeneratedFile[] {
  return [
    [`${task.name}/task.json`, json(task)],
    ...splitNames.map((split): GeneratedFile => [`${task.name}/${split}.jsonl`, lines(splits[split])]),
  ];
}

/** Every generated file, with its path below data/. */
export function shippedFiles(shipped: readonly GeneratedTask[]): GeneratedFile[] {
  return [
    ...shipped.flatMap(taskFiles).map(([path, content]): GeneratedFile => [shippedPath(path), content]),
    ['tasks/README.md', readmeOf(shipped)],
    ...encoderFiles(),
  ];
}

/** Examples ship compressed, because they would take a fifth of the space. */
const shippedPath = (path: string): string => `tasks/${path}${path.endsWith('.jsonl') ? '.gz' : ''}`;

/** The pretrained encoder with random weights: its tokenizer, its config.json, and a seed. */
function encoderFiles(): GeneratedFile[] {
  const pretrained = join(projectRoot(), 'data', 'encoders', 'tiny-bert-12');
  const file = (name: string) => readText(join(pretrained, name), `tiny-bert-12's ${name}`);
  const config = {
    ...parseJsonObject(file('config.json'), pretrained, 'a configuration'),
    architectures: ['BertModel'],
    initializer_seed: DATA_SEED,
  };
  const folder = 'encoders/seeded-12x128';
  return [
    [`${folder}/config.json`, json(config)],
    [`${folder}/tokenizer.json`, file('tokenizer.json')],
  ];
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}

/** One example on a line, without the fields that only the proof needs. */
function lines(examples: readonly Example[]): string {
  return examples
    .map(({ sentence1, sentence2, label, difficulty, why }) => {
      const example: Example = { sentence1, sentence2, label, difficulty, why };
      return `${JSON.stringify(example)}\n`;
    })
    .join('');
}
