/** The model card of a run: what the Hub shows. Every number is read from the record. */
import { listed } from '../experiments/settingText';
import { limitsOf } from './limits';
import { loadingText } from './loading';
import { frontMatter } from './metadata';
import { pairsTable } from './pairsTable';
import { paperText } from './papers';
import type { Publication } from './publication';
import { scoreText } from './scores';
import { settingsTable } from './settings';

/** The text of README.md. */
export function modelCard(publication: Publication): string {
  const lines = [
    ...frontMatter(publication),
    '',
    `# ${publication.name.repository.split('/')[1]}`,
    '',
    ...introduction(publication),
    ...section('The model', modelTable(publication)),
    ...section('Scores', scoreText(publication)),
    ...section('Training', trainingText(publication)),
    ...section('Use', loadingText(publication)),
    ...section('Limits', limitsOf(publication)),
    ...section('The record', recordTable(publication)),
  ];
  return `${lines.join('\n')}\n`;
}

const section = (title: string, lines: readonly string[]): string[] => ['', `## ${title}`, '', ...lines];

function introduction({ config, prepared, task }: Publication): string[] {
  const what = task.range ? 'that predicts a number' : 'that classifies';
  const texts = task.pair ? 'pairs of texts' : 'texts';
  const head = task.range ? 'regressor' : 'classifier';
  if (config.exits.length === 1)
    return [
      `A ${prepared.encoder.encoder.architecture} encoder ${what} ${task.range ? `for ${texts}` : texts}.`,
    ];
  return [
    `A text encoder with *early exits* ${what} ${task.range ? `for ${texts}` : texts}. It has a ${head} after blocks ` +
      `${listed(config.exits.map(String))}. An example may leave at the first ${head} that is sure enough, and the ` +
      'later blocks need not run for it.',
  ];
}

function modelTable({ config, prepared, task, data, encoder }: Publication): string[] {
  const { method } = prepared;
  const isCut = config.exits[config.exits.length - 1] < prepared.encoder.encoder.depth;
  const cut = isCut ? '; the later blocks of the encoder are not part of the model' : '';
  return pairsTable(['part', 'what'], {
    method: `${method.title} (\`${config.method}\`): ${paperText(method)}`,
    encoder: encoder.told,
    exits: `after ${config.exits.length === 1 ? 'block' : 'blocks'} ${listed(config.exits.map(String))}${cut}`,
    'an exit reads': `${readsText[config.pooling]}, ${poolerText[config.pooler]}`,
    data: data.told,
    [task.range ? 'range of the number' : 'labels']:
      task.range?.map(short).join(' to ') ?? task.labels.join(', '),
  });
}

const short = (value: number): number => Number(value.toPrecision(4));

const readsText = { cls: 'the state of the first token', mean: 'the mean of the states of all tokens' };

const poolerText = {
  shared: 'through a pooler that all exits share',
  'per-exit': 'through a pooler of its own',
  none: 'without a pooler',
};

const trainingText = (publication: Publication): string[] => [
  ...settingsTable(publication),
  '',
  'The optimiser is AdamW. The learning rate decays linearly to zero, and the norm of the gradient is clipped.',
];

function recordTable({ record, config }: Publication): string[] {
  const { environment, seconds, id } = record;
  const told = ['device', 'gpu'].flatMap((name) => environment[name] ?? []);
  return pairsTable(['part', 'what'], {
    run: `\`${id}\``,
    'version of early-exit-lab': environment.lab,
    'trained with': told.join(', '),
    'seconds of training and evaluation': Math.round(seconds),
    'SHA-256 of the examples': `\`${config.data}\``,
    'SHA-256 of the encoder': `\`${config.weights}\``,
  });
}
