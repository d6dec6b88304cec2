/** The time of answers with early exit, beside the whole depth and PyTorch. */
import { cpus } from 'node:os';
import { join } from 'node:path';
import { openEncoderFolder } from '../../src/encoders/folder';
import type { TimedAnswers } from '../../src/experiments/timings';
import { projectRoot } from '../../src/paths';
import { openDataset } from '../../src/text/dataset';
import { startAnswering } from './answering';
import { ofAnyPython } from './python';
import type { BenchSize } from './sizes';
import { spreadOf } from './summary';

/** What is answered: the numbers of tokens of some texts, and how many run together. */
export interface AnswersRequest {
  readonly size: BenchSize;
  readonly texts: readonly number[];
  readonly batch: number;
  /** The speed-up in theory that the threshold is chosen for. */
  readonly speedUp: number;
}

/** Seconds of each pass over the texts. */
export interface AnswerTimings {
  readonly whole: readonly number[];
  readonly early: readonly number[];
  readonly pytorch: readonly number[];
  /** Full depth over mean depth, in blocks. */
  readonly speedUp: number;
}

/** The numbers of tokens of sentences of a shipped task. */
export function sentenceLengths(count: number): number[] {
  const tokenizer = openEncoderFolder('tiny-bert-12').tokenizer();
  const { validation } = openDataset({ task: 'sentiment' });
  return validation.slice(0, count).map((example) => tokenizer.encode(example, 256).ids.length);
}

/** Passes over the texts in turns: whole, early, PyTorch. Nothing runs at the same time. The first is not counted. */
export async function timeAnswers(
  request: AnswersRequest,
  rounds: number,
  python: string | null,
): Promise<AnswerTimings> {
  const ours = startAnswering('answers', process.execPath, [require.resolve('./answersProcess')]);
  const script = join(projectRoot(), 'environment', 'bench', 'pytorch_answers.py');
  const theirs = python === null ? null : startAnswering('PyTorch', ...ofAnyPython(python, script));
  try {
    await ours.ask(request);
    await theirs?.ask(request);
    const [whole, early, pytorch]: [number[], number[], number[]] = [[], [], []];
    let speedUp = 1;
    for (let round = 0; round <= rounds; round++) {
      const pass = async (way: string) => (await ours.ask({ way })) as { seconds: number; speedUp: number };
      const [one, other] = [await pass('whole'), await pass('early')];
      const third = theirs && ((await theirs.ask({})) as number);
      if (round === 0) continue;
      whole.push(one.seconds);
      early.push(other.seconds);
      if (third !== null) pytorch.push(third);
      speedUp = other.speedUp;
    }
    return { whole, early, pytorch, speedUp };
  } finally {
    ours.close();
    theirs?.close();
  }
}

/** What `--save` keeps of one size and one batch size. */
export function timedAnswers({ size, texts, batch }: AnswersRequest, timings: AnswerTimings): TimedAnswers {
  const { name, blocks, hidden, exits } = size;
  const tokens = texts.reduce((sum, length) => sum + length, 0);
  return {
    machine: `${cpus().length} x ${cpus()[0]?.model.trim() ?? process.arch}`,
    ...{ size: { name, blocks, hidden, exits }, batch, texts: texts.length, tokens },
    ...timings,
  };
}

/** The summary of one size: time of a text, and the speed-up beside that in theory. */
export function answersSummaryOf(
  { size, texts, batch }: Pick<AnswersRequest, 'size' | 'texts' | 'batch'>,
  { whole, early, pytorch, speedUp }: AnswerTimings,
): string {
  const { blocks, hidden, exits } = size;
  const ofText = (seconds: readonly number[]) => spreadOf(seconds.map((s) => s / texts.length)).median;
  const [a, b] = [ofText(whole), ofText(early)];
  const row = (name: string, value: string) => `  ${name.padEnd(22)} ${value}`;
  const theirs = pytorch.length === 0 ? null : ofText(pytorch);
  return [
    `Answers, ${blocks} x ${hidden}, exits ${exits.join(', ')}, batch ${batch}, ${texts.length} sentences`,
    row('whole depth', `${a.toFixed(2)} ms a text`),
    row('early exit', `${b.toFixed(2)} ms a text`),
    row(
      'speed-up',
      `${(a / b).toFixed(2)}, in theory ${speedUp.toFixed(2)}: ${(a / b / speedUp).toFixed(2)} of it`,
    ),
    ...(theirs === null
      ? []
      : [
          row('PyTorch, whole depth', `${theirs.toFixed(2)} ms a text`),
          row('PyTorch / whole depth', (theirs / a).toFixed(2)),
          row('PyTorch / early exit', (theirs / b).toFixed(2)),
        ]),
  ].join('\n');
}
