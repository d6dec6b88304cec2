/** `npm run pretrain`: pretrains the small BERT that ships. */
import { join } from 'node:path';
import { prepareBackend } from '../../src/backend';
import { runCommand } from '../../src/cli/command';
import { type Given, helpText, numberOption, type Options, parseOptions } from '../../src/cli/options';
import { stopSignal } from '../../src/cli/terminal';
import { LabError } from '../../src/errors';
import { projectRoot } from '../../src/paths';
import { writeCard } from './pretrain/card';
import { openCorpus, type SourceCard } from './pretrain/corpus';
import { heldOutBatches, scoreHeldOut } from './pretrain/evaluate';
import { exportEncoder } from './pretrain/export';
import { type PretrainingText, pretrain, readPretraining } from './pretrain/pretrain';
import { progressLines } from './pretrain/progress';
import { pretrainingRecipe, type Recipe, type Stage, workAfter } from './pretrain/recipe';
import { openText } from './pretrain/text';

const data = (...parts: string[]): string => join(projectRoot(), 'data', ...parts);
const stepsText = (stages: readonly Stage[]): string => stages.map(({ steps }) => steps).join(',');

const options: Options = {
  folder: { value: 'DIR', about: 'where checkpoint and learning curve are kept (data/pretraining)' },
  output: { value: 'DIR', about: 'where the encoder is written (data/encoders/tiny-bert-12)' },
  corpus: { value: 'DIR', about: 'general English, downloaded if it is missing (data/corpus)' },
  tokenizer: { value: 'DIR', about: "the folder of the tokenizer.json (the output's)" },
  steps: { value: 'LIST', about: `the steps of each stage (${stepsText(pretrainingRecipe.stages)})` },
  seed: { value: 'N', about: `seed of weights, text and masking (${pretrainingRecipe.seed})` },
  'checkpoint-seconds': { value: 'S', about: 'time between checkpoints (180)' },
  export: { about: 'write the encoder of the present checkpoint, without training' },
};

const usage = `npm run pretrain -- [OPTIONS]

Pretrains a small BERT by masked-language modelling on the generators' text and on general English, stacking blocks
stage by stage, and writes it in Hugging Face's layout. After it was stopped (Ctrl-C) or killed, it continues from its
last checkpoint. Only the lengths of the current and of later stages may then be changed.`;

const say = (line: string): void => console.error(line);

const folderOption = (given: Given, name: string, otherwise: string): string => {
  const value = given[name];
  return typeof value === 'string' ? value : otherwise;
};

/** The recipe's stages with other lengths: `8000,8000,5000,5000`. */
function stagesOf(list: string | boolean | undefined): readonly Stage[] {
  const { stages } = pretrainingRecipe;
  if (typeof list !== 'string') return stages;
  const steps = list.split(',').map(Number);
  if (steps.length === stages.length && steps.every((n) => Number.isInteger(n) && n > 0)) {
    return stages.map((stage, i) => ({ ...stage, steps: steps[i] }));
  }
  throw new LabError(
    `--steps: expected ${stages.length} whole numbers such as ${stepsText(stages)}, got '${list}'`,
  );
}

/** The number of batches of each kind of text for the scores of the model card. */
const SCORED_BATCHES = 40;

/** The encoder and its model card, from the checkpoint in `folder`. */
async function write(
  output: string,
  tokenizer: string,
  recipe: Recipe,
  text: PretrainingText,
  folder: string,
  sources: readonly SourceCard[],
): Promise<void> {
  const end = readPretraining(recipe, text, folder);
  const { step, blocks, state } = end;
  exportEncoder(output, recipe.config, blocks, state.parameters, join(tokenizer, 'tokenizer.json'));
  const { description } = await prepareBackend(say, recipe.config.hidden_size);
  const batches = heldOutBatches(recipe, text.maker, text.heldOut, SCORED_BATCHES);
  const scores = await scoreHeldOut(recipe.config, blocks, state.parameters, batches);
  await writeCard(output, { recipe, end, scores, sources, machine: description });
  say(`the encoder after ${step} steps, ${blocks} blocks: ${output}`);
}

async function main(): Promise<void> {
  const given = parseOptions(options, process.argv.slice(2));
  if (given.help) return console.log(helpText(usage, options));
  const folder = folderOption(given, 'folder', data('pretraining'));
  const output = folderOption(given, 'output', data('encoders', 'tiny-bert-12'));
  const tokenizer = folderOption(given, 'tokenizer', output);
  const checkpointSeconds = numberOption(given, 'checkpoint-seconds');
  const seed = numberOption(given, 'seed') ?? pretrainingRecipe.seed;
  const recipe = { ...pretrainingRecipe, seed, stages: stagesOf(given.steps) };
  const corpus = openCorpus(folderOption(given, 'corpus', data('corpus')), say);
  const text = openText(recipe, corpus, tokenizer);
  if (!given.export) {
    const onStep = progressLines(say, (step) => workAfter(recipe.stages, step));
    await pretrain(recipe, text, { folder, signal: stopSignal(), say, onStep, checkpointSeconds });
  }
  await write(output, tokenizer, recipe, text, folder, corpus.sources);
}

void runCommand(main);
