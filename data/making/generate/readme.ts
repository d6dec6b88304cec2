import { type About, about } from './about';
import { type GeneratedTask, type GradedExample, type GradedSplits, levels } from './graded';

/** `data/tasks/README.md`: the format of the files, and each task with a generated example of each level. */
export function readmeOf(shipped: readonly GeneratedTask[]): string {
  return [
    ...introduction,
    ...shipped.flatMap((generated) => section(generated, about[generated.graded.task.name])),
    ...yourOwn,
    '',
  ].join('\n');
}

const introduction = [
  '# Graded tasks',
  '',
  'Seven tasks, each with the form of a GLUE task. The tasks are generated, so each example carries ' +
    'two facts: how many',
  'steps of reasoning its label needs, and which steps these are. `npm run generate` makes every file of this folder',
  'again, this page included: the same texts, bit for bit. The exceptions are `surface.json` and [SURFACE.md](SURFACE.md):',
  '`npm run surface` makes them. They say what the words alone give away.',
  '',
  '## The files',
  '',
  'Each task is a folder. `task.json` holds its name, its labels, its metrics, and whether it is a task of pairs. The',
  'number of a label is its position in the list of labels. `train.jsonl.gz`, `validation.jsonl.gz` and',
  '`test.jsonl.gz` hold an example on each line. They are compressed by gzip: `zcat train.jsonl.gz` shows the lines.',
  '',
  '| field | what it is |',
  '| --- | --- |',
  '| `sentence1`, `sentence2` | the text; tasks of pairs have both sentences |',
  '| `label` | the number of the label |',
  '| `difficulty` | the level: how many steps the label needs, from 1 to 5 |',
  '| `why` | the steps, with `; ` between them; the deciding step is the first or the last |',
  '',
  '## The levels',
  '',
  'A level is a number of steps.',
  '',
  '- Level 1 needs one step: a word or a phrase gives the label.',
  '- Level 2 adds one thing: it reverses the label, or says it in other words, or has to be ignored.',
  '- From level 3 on, single words say nothing about the label. Every word is as frequent with one label as with the',
  '  other. What decides is whether two words mean the same, what a negation or a "but" governs, and which clause is',
  '  meant.',
  '',
  'There are eight kinds of steps:',
  '',
  '| step | example |',
  '| --- | --- |',
  "| a fact about words | 'purchased' means 'bought'; 'the couch' means 'the sofa'; a guitar is an " +
    "instrument; 'dull' is blame |",
  "| negation | 'not' reverses 'dull'; 'hardly' denies it |",
  "| contrast | what follows 'but' decides |",
  '| passive | the person after "by" did it |',
  "| converse | 'shorter than' is the converse of 'taller than'; if A sells to B, then B buys from A |",
  '| coreference | "she", "the former", "the judge" are people who were named before |',
  '| quantifier | every smith hates puppets; this rule says nothing about a writer |',
  '| distractor | a clause that mentions the same things and does not matter |',
  '',
  'Besides grammar, the steps need facts about words: synonyms, opposites, kinds, converses, towns ' +
    'and their countries.',
  'The lexicon of the generator holds all of these facts. They are the whole world of the tasks.',
  '',
  '## How the labels and the splits are checked',
  '',
  'An example is drawn together with its logical form. Evaluators that share no code with the grammars compute the',
  'label a second time from this form (`tests/evaluators/`). A test does this for every example of every task.',
  '',
  '- Every split has the same number of examples of each level. The shares of the labels are the same at each level.',
  '- No text occurs twice.',
  '- A template is a text without its given names and numbers. No template is in two splits.',
  '- Some combinations are held out: the training examples and the text for pretraining never contain them. They are a',
  '  quarter of validation and test, at every level and with every label. Training contains each part of a held-out',
  '  combination by itself.',
];

function section({ graded, splits }: GeneratedTask, { like, text }: About): string[] {
  const { task, sizes, shares, heldOut } = graded;
  const labels = task.labels.map((name, i) => `${i} ${name} (${Math.round(100 * shares[i])}%)`);
  return [
    '',
    `## ${task.name}, of the form of ${like}`,
    '',
    ...text,
    '',
    `- Labels: ${labels.join(', ')}. Metrics: ${task.metrics.join(', ')}.`,
    `- ${sizes.train} training, ${sizes.validation} validation and ${sizes.test} test examples.`,
    ...wrapped(`- Held out: ${heldOut}${heldOut.endsWith('.') ? '' : '.'}`),
    '',
    `| level | example | label | why |`,
    '| --: | --- | --- | --- |',
    ...levels.map((level) => row(task.labels, firstOf(splits, level))),
  ];
}

/** A list item, in lines shorter than 120 characters. */
const wrapped = (item: string): string[] =>
  item
    .replace(/(.{1,115})(?: |$)/g, '$1\n  ')
    .trimEnd()
    .split('\n');

/** Labels alternate, so that a table shows each of them. */
function firstOf({ train }: GradedSplits<unknown>, level: number): GradedExample<unknown> {
  const here = train.filter(({ difficulty }) => difficulty === level);
  const classes = new Set(here.map(({ label }) => label)).size;
  return here.find(({ label }) => label === level % classes) ?? here[0];
}

function row(labels: readonly string[], example: GradedExample<unknown>): string {
  const { difficulty, sentence1, sentence2, label, why } = example;
  const text = sentence2 === undefined ? sentence1 : `${sentence1}<br>${sentence2}`;
  return `| ${difficulty} | ${text} | ${labels[label]} | ${why.split('; ').join('<br>')} |`;
}

const yourOwn = [
  '',
  '## Your own task',
  '',
  'A folder of this form is a task, wherever it is: `npm run train -- --task NAME --data FOLDER` ' +
    'reads it with the same',
  'reader. If the reader cannot use a line, it names the file and the line.',
  '',
  '- `test.jsonl`, `difficulty` and `why` are optional. No file needs to be compressed: `train.jsonl` is read, too.',
  '- A label may be given by its name instead of its number.',
  '- A task may ask for a number instead of a class. Then `labels` has one name, `range` has the least and the largest',
  '  label, such as `[0, 5]`, and `metrics` has `pearson` or `spearman`.',
  '',
  '`npm run generate -- --help` says how to make more examples of these grammars, with other levels or another seed.',
];
