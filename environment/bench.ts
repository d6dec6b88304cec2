/**
 * `npm run bench`: times training steps in turns: the lab's and PyTorch's, SWEET's whole and by segments, COSEE's and
 * the plain one.
 */

import { runCommand } from '../src/cli/command';
import { choiceOption, helpText, numberOption, type Options, parseOptions } from '../src/cli/options';
import { LabError } from '../src/errors';
import type { TimedAnswers } from '../src/experiments/timings';
import { writeAtomically } from '../src/files';
import { standing } from '../src/paths';
import { answersSummaryOf, sentenceLengths, timeAnswers, timedAnswers } from './bench/answers';
import { measureWays } from './bench/segments';
import { type MeasuredSide, type Step, startSide } from './bench/sides';
import { answerSizes, type BenchSize, benchSizes, coseeSizes, segmentSizes } from './bench/sizes';
import { coseeSummaryOf, segmentsSummaryOf, summaryOf } from './bench/summary';
import { findPyTorch, type PyTorch, startPyTorch } from './bench/theirs';
import { takeTurns } from './bench/turns';

const names = [
  ...new Set([...benchSizes, ...segmentSizes, ...coseeSizes, ...answerSizes].map(({ name }) => name)),
];
const parts = ['pytorch', 'segments', 'cosee', 'answering'] as const;

const options: Options = {
  size: { value: 'NAME', about: `${names.join(' | ')}: one size (all)` },
  part: { value: 'NAME', about: `${parts.join(' | ')}: one comparison (all)` },
  rounds: { value: 'N', about: 'number of turns of each side (8)' },
  python: { value: 'PROGRAM', about: 'a Python with torch and transformers (that of .venv-bench)' },
  alone: { about: 'time only the lab' },
  save: { value: 'FILE', about: 'write the seconds of the answers as JSON' },
};

const usage = `npm run bench -- [OPTIONS]

Times the Early-Exit training step of the lab and of PyTorch with Hugging Face's BERT on the same sizes, in turns, and
prints the medians and their ratio. PyTorch is installed in .venv-bench when it is first needed; without it, only the
lab is timed. Then times SWEET's step with the gradients computed whole and by segments (npm run train -- --backward),
in turns, and prints the medians and the peak memory of each process. Then times COSEE's and Early-Exit's step with an
exit after every block, in turns. Then times answers with early exit beside the whole depth and PyTorch, one by one and
in batches. Every side has a separate process. Run it on an otherwise idle machine.`;

const say = (line: string): void => console.error(line);

function pyTorch(python: string | undefined): PyTorch | null {
  const found = pythonOf(python);
  return found === null ? null : startPyTorch(found);
}

async function bench(size: BenchSize, rounds: number, other: PyTorch | null): Promise<void> {
  const theirs = other && (await other.open(size));
  if (theirs) say(`PyTorch: ${JSON.stringify(theirs.description)}`);
  const ours = await startSide(size, { method: 'early-exit' });
  try {
    console.log(summaryOf(size, await takeTurns(ours, theirs, { rounds, turn: size.turn })));
  } finally {
    ours.close();
  }
}

async function beside(sizes: readonly BenchSize[], rounds: number, other: PyTorch | null): Promise<void> {
  try {
    for (const size of sizes) await bench(size, rounds, other);
  } finally {
    other?.close();
  }
}

/** Times both steps in turns, each in its own process, and prints the summary of `measured`. */
async function sideBySide(
  size: BenchSize,
  [first, second]: readonly [Step, Step],
  measured: (first: MeasuredSide, second: MeasuredSide) => Promise<string>,
): Promise<void> {
  const [one, other] = [await startSide(size, first), await startSide(size, second)];
  try {
    console.log(await measured(one, other));
  } finally {
    one.close();
    other.close();
  }
}

const bySegments = (size: BenchSize, rounds: number): Promise<void> =>
  sideBySide(
    size,
    [
      { method: 'sweet', backward: 'whole' },
      { method: 'sweet', backward: 'segments' },
    ],
    async (...sides) => {
      const { whole, segments } = await measureWays(...sides, { rounds, turn: size.turn });
      return segmentsSummaryOf(size, whole, segments);
    },
  );

const coseeBesidePlain = (size: BenchSize, rounds: number): Promise<void> =>
  sideBySide(size, [{ method: 'cosee' }, { method: 'early-exit' }], async (...sides) => {
    const { ours, theirs } = await takeTurns(...sides, { rounds, turn: size.turn });
    return coseeSummaryOf(size, ours, theirs ?? []);
  });

/** One by one, and in batches; fewer sentences in small batches. */
const asked = [
  { batch: 1, count: 32 },
  { batch: 8, count: 96 },
  { batch: 32, count: 256 },
] as const;

/** Answers at a speed-up of 2 in theory. */
async function answers(size: BenchSize, rounds: number, python: string | null): Promise<TimedAnswers[]> {
  const timed: TimedAnswers[] = [];
  for (const { batch, count } of asked) {
    const request = { size, batch, texts: sentenceLengths(count), speedUp: 2 };
    const timings = await timeAnswers(request, rounds, python);
    console.log(answersSummaryOf(request, timings));
    timed.push(timedAnswers(request, timings));
  }
  return timed;
}

/** A Python with PyTorch, or null without one. */
function pythonOf(python: string | undefined): string | null {
  try {
    return findPyTorch(python, say);
  } catch (error) {
    if (!(error instanceof LabError) || python !== undefined) throw error;
    say(`PyTorch is not available here, so only the lab is timed: ${error.message}`);
    return null;
  }
}

async function main(): Promise<void> {
  const given = parseOptions(options, process.argv.slice(2));
  if (given.help) return console.log(helpText(usage, options));
  const size = choiceOption(given, 'size', names);
  const rounds = numberOption(given, 'rounds') ?? 8;
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new LabError(`--rounds: expected 1 or more, got ${rounds}`);
  const python = typeof given.python === 'string' ? standing().typedProgram(given.python) : undefined;
  const save = typeof given.save === 'string' ? given.save : undefined;
  const part = choiceOption(given, 'part', parts);
  const wanted = (name: (typeof parts)[number]) => part === undefined || part === name;
  const chosen = (sizes: readonly BenchSize[]) =>
    sizes.filter(({ name }) => size === undefined || name === size);
  const [plain, segmented, every] = [chosen(benchSizes), chosen(segmentSizes), chosen(coseeSizes)];
  if (wanted('pytorch') && plain.length > 0)
    await beside(plain, rounds, given.alone ? null : pyTorch(python));
  if (wanted('segments')) for (const each of segmented) await bySegments(each, rounds);
  if (wanted('answering')) {
    const other = given.alone ? null : pythonOf(python);
    const timed: TimedAnswers[] = [];
    for (const each of chosen(answerSizes)) timed.push(...(await answers(each, rounds, other)));
    if (save !== undefined) writeAtomically(save, [`${JSON.stringify(timed, null, 1)}\n`]);
  }
  if (wanted('cosee')) for (const each of every) await coseeBesidePlain(each, rounds);
}

void runCommand(main);
