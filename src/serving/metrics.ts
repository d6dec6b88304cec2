/** What the service counts, in the text form of Prometheus. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Answer, SegmentWork } from '../answering/types';

/** Seconds: from a small model on an idle machine to the longest wait. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What the metrics read. */
export interface Measured {
  readonly line: { readonly waiting: number };
  /** The depth of each exit. */
  readonly depths: readonly number[];
  /** The blocks up to each exit, from the exit before. */
  readonly work: readonly Pick<SegmentWork, 'blocks'>[];
}

export class Metrics {
  private readonly registry = new Registry();
  private readonly requests = this.counter('requests_total', 'Requests by HTTP status', ['status']);
  private readonly answers = this.counter('answers_total', 'Answers by the depth of the exit', ['exit']);
  private readonly run = this.counter('blocks_run_total', 'Blocks that were run for the answers');
  private readonly saved = this.counter('blocks_saved_total', 'Blocks that were not run, because texts left');
  private readonly truncated = this.counter('truncated_texts_total', 'Texts that were cut at the limit');
  private readonly latency = new Histogram({
    name: 'early_exit_answer_seconds',
    help: 'Time from a request for answers to its response',
    buckets: BUCKETS,
    registers: [this.registry],
  });

  constructor(private readonly measured: Measured) {
    const { line, depths } = measured;
    for (const depth of depths) this.answers.inc({ exit: depth }, 0);
    this.gauge('waiting_questions', 'Questions that have no answer yet', () => line.waiting);
    this.gauge('resident_memory_bytes', 'Memory of the process', () => process.memoryUsage.rss());
  }

  /** Counts a response. */
  response(status: number): void {
    this.requests.inc({ status });
  }

  /** Counts the answers of a request. */
  answered(answers: readonly Answer[], seconds: number): void {
    this.latency.observe(seconds);
    const { depths, work } = this.measured;
    for (const { exit, truncated } of answers) {
      const at = depths.indexOf(exit);
      const blocks = (from: number, to: number) =>
        work.slice(from, to).reduce((sum, segment) => sum + segment.blocks, 0);
      this.answers.inc({ exit });
      this.run.inc(blocks(0, at + 1));
      this.saved.inc(blocks(at + 1, work.length));
      if (truncated) this.truncated.inc();
    }
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  private counter<T extends string = never>(name: string, help: string, labelNames: T[] = []): Counter<T> {
    return new Counter({ name: `early_exit_${name}`, help, labelNames, registers: [this.registry] });
  }

  private gauge(name: string, help: string, value: () => number): void {
    new Gauge({
      ...{ name: `early_exit_${name}`, help, registers: [this.registry] },
      collect() {
        this.set(value());
      },
    });
  }
}
