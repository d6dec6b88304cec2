/** `npm run bench`: a training step beside PyTorch's, in turns. */
import { prepareBackend } from '../backend';
import { ourSide } from '../bench/ours';
import { type BenchSize, benchSizes } from '../bench/sizes';
import { summaryOf } from '../bench/summary';
import { findPyTorch, type PyTorch, startPyTorch } from '../bench/theirs';
import { takeTurns } from '../bench/turns';
import { LabError } from '../errors';
import { runCommand } from './command';
import { choiceOption, helpText, numberOption, type Options, parseOptions } from './options';

const names = benchSizes.map(({ name }) => name);

const options: Options = {
  size: { value: 'NAME', about: `${names.join(' | ')}: one size (both)` },
  rounds: { value: 'N', about: 'turns of each side (8)' },
  python: { value: 'FILE', about: 'a Python with torch and transformers (that of .venv-bench)' },
  alone: { about: 'time the lab alone' },
};

const usage = `npm run bench -- [OPTIONS]

Times the Early-Exit training step of the lab and of PyTorch with Hugging Face's BERT on the same sizes, the two in
turns and never at once, and prints the median of each and their ratio. PyTorch lives in .venv-bench, which is made
when it is first needed; where it cannot be had, the lab is timed alone. Run it on an otherwise idle machine.`;

const say = (line: string): void => console.error(line);

function pyTorch(python: string | undefined): PyTorch | null {
  try {
    return startPyTorch(findPyTorch(python, say));
  } catch (error) {
    if (!(error instanceof LabError) || python !== undefined) throw error;
    say(`PyTorch is not to be had here, so the lab is timed alone: ${error.message}`);
    return null;
  }
}

async function bench(size: BenchSize, rounds: number, other: PyTorch | null): Promise<void> {
  const theirs = other && (await other.open(size));
  if (theirs) say(`PyTorch: ${JSON.stringify(theirs.description)}`);
  const ours = ourSide(size);
  try {
    console.log(summaryOf(size, await takeTurns(ours, theirs, { rounds, turn: size.turn })));
  } finally {
    ours.close();
  }
}

async function main(): Promise<void> {
  const given = parseOptions(options, process.argv.slice(2));
  if (given.help) return console.log(helpText(usage, options));
  const size = choiceOption(given, 'size', names);
  const rounds = numberOption(given, 'rounds') ?? 8;
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new LabError(`--rounds: expected 1 or more, got ${rounds}`);
  const python = typeof given.python === 'string' ? given.python : undefined;
  await prepareBackend(say);
  const other = given.alone ? null : pyTorch(python);
  try {
    for (const each of benchSizes.filter(({ name }) => size === undefined || name === size)) {
      await bench(each, rounds, other);
    }
  } finally {
    other?.close();
  }
}

void runCommand(main);
