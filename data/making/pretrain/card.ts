/** The model card of a pretrained encoder, and the figure of its learning curve. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { renderPng, renderSvg } from '../../../src/figures/render';
import { writeAtomically } from '../../../src/files';
import { levels } from '../generate/graded';
import { TOLD_PASSAGES } from '../generate/toldPassages';
import type { Checkpoint } from './checkpoint';
import type { SourceCard } from './corpus';
import { type HeldOutScores, heldOutPoints, writeCurve } from './curve';
import { JUDGED_SENTENCES } from './evaluate';
import { pretrainingCurve } from './pretrainingCurve';
import type { Recipe, Stage } from './recipe';

/** What the card tells of. */
export interface Pretrained {
  readonly recipe: Recipe;
  readonly end: Checkpoint;
  readonly scores: HeldOutScores;
  readonly sources: readonly SourceCard[];
  /** What it was trained on: `TensorFlow 2.21.0 on CPU (2 x ...)`. */
  readonly machine: string;
}

const count = (n: number): string => Math.round(n).toLocaleString('en-US');
const percent = (fraction: number): string => `${(100 * fraction).toFixed(1)}%`;

const toldRow = ([task, fractions]: readonly [string, readonly number[]]): string =>
  `| ${task} | ${fractions.map((fraction) => Math.round(100 * fraction)).join(' | ')} |`;

function stageRow(stage: Stage, i: number): string {
  const { blocks, steps, warmUp, peak, end, levelShares, sentence = 0 } = stage;
  const rates = `${peak} to ${peak * end}`;
  const shares = levelShares.join(', ');
  const { generated, judged = 0, wordings = 0 } = stage;
  const kinds = [generated, judged, wordings].map((fraction) => `${Math.round(100 * fraction)}%`);
  return `| ${[i + 1, blocks, count(steps), warmUp, rates, ...kinds, shares, sentence].join(' | ')} |`;
}

/** Writes README.md, curve.jsonl, curve.svg and curve.png beside the encoder. */
export async function writeCard(folder: string, pretrained: Pretrained): Promise<void> {
  const { recipe, end } = pretrained;
  const { hidden_size: H } = recipe.config;
  const setting = `${end.blocks} blocks x ${H}, ${count(end.step)} steps, seed ${recipe.seed}`;
  const svg = await renderSvg(pretrainingCurve(heldOutPoints(end.curve), { setting, seeds: [recipe.seed] }));
  writeAtomically(join(folder, 'curve.svg'), [svg]);
  writeAtomically(join(folder, 'curve.png'), [await renderPng(svg)]);
  writeCurve(folder, end.curve);
  const history = existsSync(join(folder, HISTORY)) ? toldIn(HISTORY) : '';
  writeAtomically(join(folder, 'README.md'), [modelCard(pretrained, history)]);
}

/** Written by hand beside an encoder whose training did not go by the recipe alone. */
const HISTORY = 'HISTORY.md';
const toldIn = (file: string): string => ` What happened to\nthis one besides is told in [${file}](${file}).`;

function modelCard({ recipe, end, scores, sources, machine }: Pretrained, history: string): string {
  const { config, stages } = recipe;
  return `# tiny-bert-12

A BERT encoder of ${end.blocks} blocks x ${config.hidden_size}, ${config.num_attention_heads} heads, intermediate size ${config.intermediate_size}, ${count(config.vocab_size)} lower-cased WordPiece pieces and
${config.max_position_embeddings} positions, pretrained by masked-language modelling, whole in this project's TypeScript. It is deep and narrow, so that
early exits have something to leave early from, and small enough to fine-tune on two CPU cores in minutes.

| | |
| --- | --- |
| steps | ${count(end.step)}, in the stages below |
| tokens seen | ${count(end.tokens)} |
| time | ${count(end.seconds)} s |
| machine | ${machine} |
| masked accuracy on the generators' text, held out | ${percent(scores.generated.accuracy)} (loss ${scores.generated.loss.toFixed(3)}) |
| masked accuracy on general English, held out | ${percent(scores.general.accuracy)} (loss ${scores.general.loss.toFixed(3)}) |
| sentences of general English, held out, that it rightly tells to be good or spoiled | ${percent(scores.judged)} of ${JUDGED_SENTENCES} |

![Masked accuracy on held-out text against the tokens seen](curve.svg)

How often it tells what follows: ${TOLD_PASSAGES} passages of each task and level, drawn apart from those trained on, end in a closing such as
"Does it follow? Yes." In so many percent of them its last word, masked alone, gets a higher logit than the others that could end
it. Labels come in equal shares, so guessing gets 50 where there are two of them and 33 where there are three.

| task | ${levels.map((level) => `level ${level}`).join(' | ')} |
| --- | ${levels.map(() => '---:').join(' | ')} |
${Object.entries(scores.told).map(toldRow).join('\n')}

How it does when it is fine-tuned: [RESULTS.md](RESULTS.md).

## Data
Most of the tokens, as the table of the stages says, are passages written by the generators of the graded tasks
(\`data/tasks\`), new ones all the time: a sentence, or a pair as \`[CLS] first [SEP] second [SEP]\`. Beside the tasks' own there are
pairs that tell the same, or the same with people or things in each other's place, and in some stages pairs that differ in what one word means, if at all; one in
six passages is a statement of the tasks' small world, "To mend and to repair mean the
same". **Four in five of the others go on to say in ordinary words what follows**, in the last word of a closing such as "Does it
follow? Yes.", so the encoder has practised what the tasks ask for, in words: what it does on them says nothing of what it would
do on tasks it has not met. No example of validation or test, no template of one (its text with
the names blanked), and none of the combinations that only those splits have is ever among the passages; examples of a training
split may be.

The others are general English, from the texts of Debian packages, most of all in the last two stages, which are there to make the encoder
of use on real text too. In the last one most of it is judged: whole sentences, every other one with one thing put wrong (two words
exchanged, a word moved, left out or put in, another of its kin, "he" for "him", or another ending), with a closing that says whether
it is good English. The text itself is not part of the project.

| source | packages | licence | passages | words |
| --- | --- | --- | ---: | ---: |
${sources.map((s) => `| ${s.name} | ${s.packages.join(', ')} | ${s.licence} | ${count(s.passages)} | ${count(s.words)} |`).join('\n')}

## Training
- 15% of the pieces of each sequence are masked, anew every time: 80% become \`[MASK]\`, 10% another piece, 10% stay. Salient
  pieces come first (salient span masking, Guu et al. 2020): the closing word that tells the label in ${Math.round(100 * recipe.salience.telling)}% of the passages that have one,
  where it counts ${recipe.salience.weight} times in the loss, and in ${Math.round(100 * recipe.salience.repeated)}% of the pairs the rarer words of the second part that the first has too.
- Progressive stacking (Gong et al. 2019): each stage starts from the blocks of the one before, copied.
- Some pairs are no task's: they differ in what one word means, if at all. Whether two texts say the same begins with seeing whether
  their words do, and that is the slowest to be learnt.
- In some stages the mean of all tokens has to tell the closing word too: a task for the whole sequence, as next-sentence
  prediction is one for [CLS] (Devlin et al. 2019, §3.1).
- AdamW (${recipe.adam.beta1}, ${recipe.adam.beta2}, weight decay ${recipe.adam.decay} but for biases and LayerNorm), in each stage linear warm-up,
  then linear decay; gradients clipped to ${recipe.maximumNorm}; about ${count(recipe.buckets[0].size * recipe.buckets[0].length)} tokens a step; dropout ${recipe.dropout}.
- Nothing is asked of [CLS] and there is no pooler: exits do best to read the mean, \`pooling: 'mean'\`.
- The head (\`cls.predictions\`) is in the file for those who want \`BertForMaskedLM\`; this project's loader passes over it.

| stage | blocks | steps | warm-up | learning rate | generators' text | of the rest, judged | pairs that differ in a word | levels 1 to 5, shares | weight of the mean |
| ---: | ---: | ---: | ---: | --- | ---: | ---: | ---: | --- | ---: |
${stages.map(stageRow).join('\n')}

## Limits
It knows the generators' small world well and English a little: it has seen a thousandth of what BERT has. The general texts are
dictionary glosses, a manual, games and sayings, with the prejudices of their times. It is for exercises and experiments.

## Making it again
\`npm run pretrain\` fetches the packages, trains and writes this folder; it needs a Debian or Ubuntu with \`apt-get\`. \`--export\` writes
the encoder of an unfinished run. \`curve.jsonl\` has the learning curve's rows.${history}
`;
}
