/** `npm run answer`: a trained model answers texts, and skips the blocks that an answer does not need. */
import { statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { type Answer, openAnswers, savedBy, streamAnswers, type Text } from '../answering';
import { requireAsItGoes } from '../answering/checks';
import { LabError } from '../errors';
import { readerOf } from '../ownData/readers';
import { policyByName } from '../policies';
import { answeringOptions, openGiven } from './answering';
import { runCommand } from './command';
import { type Given, helpText, numberOption, type Options, parseOptions, textOption } from './options';
import { required } from './runOptions';

const options: Options = {
  ...answeringOptions,
  input: {
    value: 'FILE',
    about: 'a file in TSV, CSV, JSONL or parquet (standard input: a text on each line)',
  },
  columns: { value: 'NAMES', about: 'of that file: the column of the text, or two (text, or text,text2)' },
  json: { about: 'answers as JSON' },
};

const usage = `npm run answer -- --run ID|FOLDER --signal NAME --threshold T [OPTIONS] < sentences.txt

Answers each line of standard input, or each row of a file: the label, the depth of the exit where the text left, and
the score there, with tabs between them. A tab stands between the two texts of a pair. The answers are in the order
of the texts. At the end, stderr says what was saved, in blocks and in time. Train the run with --keep-weights.`;

/** The lines of standard input as texts. A line with a tab is a pair. */
async function* linesOf(input: NodeJS.ReadableStream): AsyncGenerator<Text> {
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    const parts = line.split('\t');
    yield parts.length === 2 ? [parts[0], parts[1]] : line;
  }
}

/** The rows of a file as texts. */
async function* rowsOf(file: string, columns: readonly string[]): AsyncGenerator<Text> {
  for await (const { number, cells } of readerOf(file)(file, columns)) {
    const texts = cells.filter((cell) => typeof cell === 'string');
    if (texts.length < columns.length)
      throw new LabError(`${file}, row ${number}: expected a text in ${columns.join(' and in ')}, got none`);
    yield texts.length === 2 ? [texts[0], texts[1]] : texts[0];
  }
}

function textsOf(given: Given, pair: boolean | undefined): AsyncGenerator<Text> {
  const file = textOption(given, 'input');
  const columns = textOption(given, 'columns')
    ?.split(',')
    .map((name) => name.trim());
  if (file === undefined && columns) throw new LabError('expected --columns with --input FILE, got it alone');
  if (file === undefined) return linesOf(process.stdin);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile())
    throw new LabError(`--input: expected a file at ${file}, found none`);
  return rowsOf(file, columns ?? (pair ? ['text', 'text2'] : ['text']));
}

/** The line of an answer. */
function lineOf({ label, exit, score, truncated }: Answer, index: number, asJson: boolean): string {
  const rounded = Number(score.toPrecision(6));
  if (!asJson) return `${label}\t${exit}\t${rounded}`;
  return JSON.stringify({ index, label, exit, score: rounded, ...(truncated && { truncated }) });
}

async function main(): Promise<void> {
  const given = parseOptions(options, process.argv.slice(2));
  if (given.help) return console.log(helpText(usage, options));
  const [, signal] = ['run', 'signal', 'threshold'].map((name) => required(given, name, options));
  const policy = policyByName(signal);
  requireAsItGoes(policy);
  const [threshold = Number.NaN, batch] = ['threshold', 'batch'].map((name) => numberOption(given, name));
  const model = await openGiven(given);
  const texts = textsOf(given, model.pair);
  const answers = await openAnswers(model, { policy, threshold, batch });
  model.close();
  let index = 0;
  for await (const answer of streamAnswers(answers, texts, batch)) {
    if (answer.truncated) console.error(`text ${index + 1}: cut at ${model.maxLength} tokens`);
    console.log(lineOf(answer, index++, given.json === true));
  }
  if (index > 0) console.error(savedText(savedBy(answers.work, model.model.depths.at(-1) ?? 0)));
  answers.close();
}

const savedText = ({ examples, blocks, whole, speedUp, seconds, secondsSaved }: ReturnType<typeof savedBy>) =>
  `${examples} texts: ${blocks} blocks were run, of ${whole} at full depth (speed-up ${speedUp.toFixed(2)}); ` +
  `${seconds.toFixed(2)} s, about ${secondsSaved.toFixed(2)} s less than at full depth`;

void runCommand(main);
