import { LabError } from '../errors';
import type { Example } from '../types';
import { type GeneratedTask, type GradedTask, generateTask, splitNames } from './graded';
import { readmeOf } from './readme';
import { DATA_SEED, gradedTasks } from './tasks';
import { tokenizerOf, vocabularyOf } from './vocabulary';

/** A file's path below data/ and its content. */
export type GeneratedFile = readonly [path: string, content: string];

/** The shipped examples of every task, one task at a time. */
export function* generateShipped(): Generator<GeneratedTask> {
  for (const graded of gradedTasks) yield { graded, splits: generateTask(graded, DATA_SEED) };
}

/** A task by its name. Throws LabError listing those there are. */
export function gradedTaskByName(name: string): GradedTask<unknown> {
  const graded = gradedTasks.find(({ task }) => task.name === name);
  if (graded) return graded;
  const names = gradedTasks.map(({ task }) => task.name).join(', ');
  throw new LabError(`expected one of the graded tasks ${names}, got '${name}'`);
}

/** task.json and the three splits, the same to the bit for the same task and seed. */
export function taskFiles({ graded: { task }, splits }: GeneratedTask): GeneratedFile[] {
  return [
    [`${task.name}/task.json`, json(task)],
    ...splitNames.map((split): GeneratedFile => [`${task.name}/${split}.jsonl`, lines(splits[split])]),
  ];
}

/** Every file that the project makes itself, below data/. */
export function shippedFiles(shipped: readonly GeneratedTask[]): GeneratedFile[] {
  return [
    ...shipped.flatMap(taskFiles).map(([path, content]): GeneratedFile => [`tasks/${path}`, content]),
    ['tasks/README.md', readmeOf(shipped)],
    ...encoderFiles(shipped),
  ];
}

/** An encoder of random weights with a vocabulary of the tasks' own words. */
function encoderFiles(shipped: readonly GeneratedTask[]): GeneratedFile[] {
  const texts = shipped.flatMap(({ splits }) =>
    splits.train.flatMap(({ sentence1, sentence2 = '' }) => [sentence1, sentence2]),
  );
  const vocabulary = vocabularyOf(texts);
  const folder = 'encoders/seeded-12x128';
  return [
    [`${folder}/config.json`, json(configOf(vocabulary.length))],
    [`${folder}/tokenizer.json`, json(tokenizerOf(vocabulary))],
  ];
}

/** A BERT of 12 blocks with the width of BERT-tiny, small enough to train on a CPU in a minute. */
function configOf(vocabularySize: number): object {
  return {
    architectures: ['BertModel'],
    model_type: 'bert',
    vocab_size: vocabularySize,
    hidden_size: 128,
    num_hidden_layers: 12,
    num_attention_heads: 2,
    intermediate_size: 512,
    hidden_act: 'gelu',
    hidden_dropout_prob: 0.1,
    attention_probs_dropout_prob: 0.1,
    max_position_embeddings: 512,
    type_vocab_size: 2,
    layer_norm_eps: 1e-12,
    initializer_range: 0.02,
    pad_token_id: 0,
    position_embedding_type: 'absolute',
    initializer_seed: DATA_SEED,
  };
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}

/** One example a line, without what only the proof needs. */
function lines(examples: readonly Example[]): string {
  return examples
    .map(({ sentence1, sentence2, label, difficulty, why }) => {
      const example: Example = { sentence1, sentence2, label, difficulty, why };
      return `${JSON.stringify(example)}\n`;
    })
    .join('');
}
