/** Answers questions block after block: examples leave, batches are compacted and refilled. */
import { LabError } from '../errors';
import type { MultiExit } from '../exits';
import { targetOf } from '../targets';
import { makeBatch, type Padding } from '../text/batches';
import type { Batch } from '../types';
import type { Decider } from './decider';
import { forget, type Question } from './question';
import { nextSegment, takeBatch } from './schedule';
import type { HostOutputs, SegmentResult, SegmentRunner } from './segmentRunner';
import { extrasIn, type Step, stepsOf } from './segments';
import { gathered, States } from './states';
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

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

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
  private latest: { readonly questions: readonly Question[]; readonly tokens: Batch } | null = null;

  constructor(private readonly parts: EngineParts) {
    this.steps = stepsOf(parts.model);
    this.lines = this.steps.map(() => []);
    this.work = this.steps.map(({ from, to }) => ({
      blocks: to - from,
      batches: 0,
      examples: 0,
      seconds: 0,
    }));
  }

  /** Puts a question into the queue. Those of one turn of the event loop share batches. */
  add(question: Question): void {
    this.waiting++;
    if (this.isClosed) return void this.refuse(question, closed());
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
    this.moveOn(s, questions, staying, result);
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

  /** The tokens of a batch: those of the batch before if nobody has left it. */
  private tokensOf(questions: readonly Question[]): Batch {
    const known = this.latest?.questions;
    const isKnown = known?.length === questions.length && known.every((each, i) => each === questions[i]);
    if (this.latest && isKnown) return this.latest.tokens;
    const tokens = makeBatch(
      questions.map(({ encoded }) => encoded),
      [...questions.keys()],
      this.parts.padding,
    );
    this.latest = { questions, tokens };
    return tokens;
  }

  /** Shows example i of B what the exit says. Answers it if it leaves. */
  private stays(s: number, question: Question, i: number, B: number, { outputs }: SegmentResult): boolean {
    if (this.isClosed) return this.refuse(question, closed());
    const own = ownOutputs(outputs, i, B);
    const extras = extrasIn(own);
    const depth = this.parts.model.depths[s];
    try {
      const reading = { depth, logits: own.logits, ...(Object.keys(extras).length > 0 && { extras }) };
      const { score, leaves } = this.parts.decide(question.reached, reading);
      question.outputs.push(own);
      if (!leaves && s < this.steps.length - 1) return true;
      this.answer(question, depth, score);
    } catch (error) {
      this.refuse(question, error);
    }
    return false;
  }

  private answer({ reached, truncated, resolve }: Question, exit: number, score: number): void {
    const { logits } = reached.answered[reached.answered.length - 1];
    const { labels, model } = this.parts;
    const [said] = targetOf(model.classes).predictions(logits, model.classes);
    this.waiting--;
    resolve({ label: model.classes === 1 ? said : labels[said], exit, score, logits, truncated });
  }

  private refuse(question: Question, error: unknown): false {
    forget(question);
    this.waiting--;
    question.reject(error);
    return false;
  }

  /** Puts the examples that stay before the next segment, with their hidden states if it starts from some. */
  private moveOn(
    s: number,
    questions: readonly Question[],
    staying: readonly Question[],
    { hidden }: SegmentResult,
  ): void {
    if (hidden) {
      const all = new States(hidden, questions.length);
      const lengths = questions.map(({ encoded }) => encoded.ids.length);
      let from = 0;
      questions.forEach((question, i) => {
        question.span = { states: all, from, count: lengths[i] };
        from += lengths[i];
      });
      if (staying.length < questions.length) compact(questions, staying);
    }
    for (const question of staying) {
      question.since = this.batches;
      this.lines[s + 1].push(question);
    }
  }
}

/** Gathers the hidden states of the examples that stay. */
function compact(questions: readonly Question[], staying: readonly Question[]): void {
  const spans = staying.flatMap(({ span }) => span ?? []);
  const rows = spans.length > 0 ? gathered(spans).rows : null;
  for (const question of questions) forget(question);
  if (!rows) return;
  const states = new States(rows, staying.length);
  let from = 0;
  staying.forEach((question, i) => {
    question.span = { states, from, count: spans[i].count };
    from += spans[i].count;
  });
}

/** The outputs of example i of B. */
const ownOutputs = (outputs: HostOutputs, i: number, B: number) => {
  const own = (values: Float32Array) => values.slice((i * values.length) / B, ((i + 1) * values.length) / B);
  return Object.fromEntries(Object.entries(outputs).map(([name, values]) => [name, own(values)]));
};

/** The outputs of one exit for several examples, one after the other. */
function stacked(outputs: readonly HostOutputs[]): HostOutputs {
  const names = Object.keys(outputs[0]);
  return Object.fromEntries(
    names.map((name) => {
      const size = outputs[0][name].length;
      const all = new Float32Array(outputs.length * size);
      outputs.forEach((own, i) => {
        all.set(own[name], i * size);
      });
      return [name, all];
    }),
  );
}

const closed = (): LabError =>
  new LabError('expected a model that is open, got one that was closed while it answered');
