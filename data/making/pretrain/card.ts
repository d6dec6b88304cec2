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

/** The content of the card. */
export interface Pretrained {
  readonly recipe: Recipe;
  readonly end: Checkpoint;
  readonly scores: HeldOutScores;
  readonly sources: readonly SourceCard[];
  /** The hardware and software of the training: `TensorFlow 2.21.0 on CPU (2 x ...)`. */
  readonly machine: string;
}

const count = (n: number): string => Math.round(n).toLocaleString('en-US');
const percent = (fraction: number): string => `${(100 * fraction).toFixed(1)}%`;

const toldRow = ([task, fractions]: readonly [string, readonly number[]]): string =>
  `| ${task} | ${fractions.map((fraction) => Math.round(100 * fraction)).join(' | ')} |`;

const sourceRow = ({ name, packages, licence, passages, words }: SourceCard): string =>
  `| ${[name, packages.join(', '), licence, count(passages), count(words)].join(' | ')} |`;

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

/** A handwritten file beside an encoder that was not trained by the recipe alone. */
const HISTORY = 'HISTORY.md';
const toldIn = (file: string): string => `\n[${file}](${file}) says how the encoder in this folder was made.`;

function modelCard({ recipe, end, scores, sources, machine }: Pretrained, history: string): string {
  const { config, stages } = recipe;
  return `# tiny-bert-12

A BERT encoder of ${end.blocks} blocks x ${config.hidden_size}, with ${config.num_attention_heads} heads and \
intermediate size ${config.intermediate_size}.
Its vocabulary has ${count(config.vocab_size)} lower-cased WordPiece pieces, and it has \
${config.max_position_embeddings} positions.
It was pretrained by masked-language modelling, entirely in this project's TypeScript. It is deep, so that early exits
save many blocks. It is narrow, so that two CPU cores fine-tune it in minutes.

| | |
| --- | --- |
| steps | ${count(end.step)}, in the stages below |
| tokens seen | ${count(end.tokens)} |
| time | ${count(end.seconds)} s |
| machine | ${machine} |
| masked accuracy on the generators' text, held out | ${percent(scores.generated.accuracy)} (loss \
${scores.generated.loss.toFixed(3)}) |
| masked accuracy on general English, held out | ${percent(scores.general.accuracy)} (loss \
${scores.general.loss.toFixed(3)}) |
| sentences of general English, held out, that it judges rightly as good or spoiled | ${percent(scores.judged)} \
of ${JUDGED_SENTENCES} |

![Masked accuracy on held-out text against the tokens seen](curve.svg)

The next table says how often the encoder completes a passage rightly.
There are ${TOLD_PASSAGES} passages of each task and level, drawn apart from the training passages. Each ends \
in a closing such as
"Does it follow? Yes." The last word is masked. The table gives the percentage of passages in which this word gets a
higher logit than the other words that could end the passage. The labels are balanced: chance is 50 for two labels and
33 for three.

| task | ${levels.map((level) => `level ${level}`).join(' | ')} |
| --- | ${levels.map(() => '---:').join(' | ')} |
${Object.entries(scores.told).map(toldRow).join('\n')}

[RESULTS.md](RESULTS.md) measures the encoder after fine-tuning.

## Data

Most of the tokens are passages from the generators of [the graded tasks](../../tasks/README.md). The table of the
stages has the shares. The generators write new passages all the time: a sentence, or a pair as
\`[CLS] first [SEP] second [SEP]\`. There are four kinds of passages:

- the sentences and pairs of the tasks themselves
- pairs that say the same, or the same with people or things exchanged
- in some stages, pairs that differ at most in the meaning of one word
- statements about the small world of the tasks, such as "To mend and to repair mean the same": one passage in six

**Four in five of the other passages go on to say in words what follows.** They end in a closing such as "Does it
follow? Yes." So the encoder has practised what the tasks ask for. Its scores on these tasks say nothing about tasks
that it has not met.

The passages contain no example of validation or test and no template of one (its text without the names). They contain
no combination that only those splits have. They may contain examples of a training split.

The rest of the text is general English from Debian packages. Most of it is in the last two stages. It makes the
encoder useful on real text, too. In the last stage most of it is judged: whole sentences, half of which are spoiled in
one point, with a closing that says whether the sentence is good English. A spoiled sentence has two words exchanged, a
word moved, left out, inserted or replaced by a related one, "he" for "him", or another ending. The text itself is not
part of the project.

| source | packages | licence | passages | words |
| --- | --- | --- | ---: | ---: |
${sources.map(sourceRow).join('\n')}

## Training

- 15% of the pieces of each sequence are masked, newly chosen every time: 80% become \`[MASK]\`, 10% another piece, 10%
  stay.
- Salient pieces are masked first (salient span masking, Guu et al. 2020).
  In ${Math.round(100 * recipe.salience.telling)}% of the passages with a closing, this is the closing word \
that gives the label.
  This word counts ${recipe.salience.weight} times in the loss. In \
${Math.round(100 * recipe.salience.repeated)}% of the pairs, these are the rarer
  words that the second part shares with the first.
- Progressive stacking (Gong et al. 2019): each stage starts from copies of the blocks of the stage before.
- Some pairs belong to no task: they differ at most in the meaning of one word. To know whether two texts say the same,
  the encoder must know whether their words do, and it learns this most slowly.
- In some stages the mean of all tokens has to predict the closing word, too. This is a task for the whole sequence, as
  next-sentence prediction is one for [CLS] (Devlin et al. 2019, §3.1).
- The optimiser is AdamW (${recipe.adam.beta1}, ${recipe.adam.beta2}), with weight decay ${recipe.adam.decay} \
except for biases and LayerNorm. Each stage has a linear
  warm-up and then a linear decay. Gradients are clipped to ${recipe.maximumNorm}. A step has about \
${count(recipe.buckets[0].size * recipe.buckets[0].length)} tokens. Dropout is ${recipe.dropout}.
- No task uses [CLS], and there is no pooler. So exits should read the mean: \`pooling: 'mean'\`.
- The head (\`cls.predictions\`) is in the file for users of \`BertForMaskedLM\`. This project's loader ignores it.

| stage | blocks | steps | warm-up | learning rate | generators' text | of the rest, judged | pairs that differ \
in a word | shares of levels 1 to 5 | weight of the mean |
| ---: | ---: | ---: | ---: | --- | ---: | ---: | ---: | --- | ---: |
${stages.map(stageRow).join('\n')}

## Limits

The encoder knows the small world of the generators well and knows English a little: it has seen a thousandth of the
text that BERT has seen. The general texts are dictionary glosses, a manual, games and sayings, with the prejudices of
their times. The encoder is for exercises and experiments.

## Making it again

\`npm run pretrain\` fetches the packages, trains, and writes this folder. It needs Debian or Ubuntu with \`apt-get\`.
\`--export\` writes the encoder of an unfinished run. \`curve.jsonl\` has the rows of the learning curve.${history}
`;
}
