/** Answers questions block after block: examples leave, batches are compacted and refilled. */
import { LabError } from '../errors';
import type { MultiExit } from '../exits';
import { nextTurn } from '../nextTurn';
import type { Padding } from '../text/batches';
import type { Batch } from '../types';
import { batchTokens } from './batchTokens';
import type { Decider } from './decider';
import { ownOutputs, readingOf, stacked } from './hostOutputs';
import { keepStates } from './keepStates';
import { answerOf, forget, type Question } from './question';
import { nextSegment, takeBatch } from './schedule';
import type { SegmentResult, SegmentRunner } from './segmentRunner';
import { type Step, stepsOf } from './segments';
import { gathered } from './states';
import type { SegmentWork } from './types';

/** What the engine is made of. */
export interface EngineParts {
  readonly model: MultiExit;
  readonly labels: readonly string[];
  readonly padding: Padding;
  readonly runner: SegmentRunner;
  readonly decide: Decider;
  readonly batch: number;
}

export class Engine {
  /** How many questions have been added and not settled. */
  waiting = 0;
  readonly work: { -readonly [fact in keyof SegmentWork]: SegmentWork[fact] }[];
  private readonly steps: readonly Step[];
  private readonly lines: Question[][];
  private batches = 0;
  private isBusy = false;
  private isRunning = false;
  private isClosed = false;
  private readonly tokensOf: (questions: readonly Question[]) => Batch;

  constructor(private readonly parts: EngineParts) {
    this.steps = stepsOf(parts.model);
    this.lines = this.steps.map(() => []);
    this.tokensOf = batchTokens(parts.padding);
    const nothing = { batches: 0, examples: 0, seconds: 0 };
    this.work = this.steps.map(({ from, to }) => ({ blocks: to - from, ...nothing }));
  }

  /** Puts a question into the queue. Those of one turn of the event loop share batches. */
  add(question: Question): void {
    this.waiting++;
    if (this.isClosed) return void this.refuse(question, closed());
    question.asked = this.batches;
    this.lines[0].push(question);
    if (!this.isBusy) void this.run();
  }

  /** Rejects the waiting questions, and frees the memory, after the batch that runs. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    for (const question of this.lines.flatMap((line) => line.splice(0))) this.refuse(question, closed());
    if (!this.isRunning) this.parts.runner.close();
  }

  private async run(): Promise<void> {
    this.isBusy = true;
    await nextTurn();
    for (;;) {
      const s = nextSegment(this.lines, this.parts.batch, this.batches);
      if (s < 0) break;
      await this.runBatch(s, takeBatch(this.lines, s, this.parts.batch));
      await nextTurn();
    }
    this.isBusy = false;
  }

  private async runBatch(s: number, questions: readonly Question[]): Promise<void> {
    let result: SegmentResult;
    try {
      result = await this.segment(s, questions);
    } catch (error) {
      for (const question of questions) this.refuse(question, error);
      return;
    }
    const staying = questions.filter((question, i) => this.stays(s, question, i, questions.length, result));
    if (result.hidden) keepStates(result.hidden, questions, staying);
    for (const question of staying) question.since = this.batches;
    this.lines[s + 1]?.push(...staying);
  }

  /** Runs segment `s` on these examples. */
  private async segment(s: number, questions: readonly Question[]): Promise<SegmentResult> {
    const start = performance.now();
    const tokens = this.tokensOf(questions);
    const { runner } = this.parts;
    const spans = questions.flatMap(({ span }) => span ?? []);
    const entering = spans.length > 0 ? gathered(spans) : null;
    const earlier = runner.readsEarlier
      ? this.steps[s].earlier.map((exit) => stacked(questions.map(({ outputs }) => outputs[exit])))
      : [];
    this.isRunning = true;
    try {
      return await runner.run(s, { tokens, earlier, ...(entering && { entering: entering.rows }) });
    } finally {
      this.isRunning = false;
      if (this.isClosed) runner.close();
      if (entering?.isMoved) entering.rows.dispose();
      for (const question of questions) forget(question);
      this.batches++;
      const work = this.work[s];
      work.batches++;
      work.examples += questions.length;
      work.seconds += (performance.now() - start) / 1000;
    }
  }

  /** Shows example i of B what the exit says. Answers it if it leaves. */
  private stays(s: number, question: Question, i: number, B: number, { outputs }: SegmentResult): boolean {
    if (this.isClosed) return this.refuse(question, closed());
    const own = ownOutputs(outputs, i, B);
    const depth = this.parts.model.depths[s];
    try {
      const { score, leaves } = this.parts.decide(question.reached, readingOf(own, depth));
      question.outputs.push(own);
      if (!leaves && s < this.steps.length - 1) return true;
      const { labels } = this.parts;
      this.waiting--;
      question.resolve(answerOf(question, { labels, exit: depth, score }));
    } catch (error) {
      this.refuse(question, error);
    }
    return false;
  }

  private refuse(question: Question, error: unknown): false {
    forget(question);
    this.waiting--;
    question.reject(error);
    return false;
  }
}

const closed = (): LabError =>
  new LabError('expected a model that is open, got one that was closed while it answered');
