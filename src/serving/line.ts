/** The questions of all requests in one line. */
import type { Answer, Answers, Text } from '../answering/types';
import { Refusal } from './refusal';

/** About 0.1 s of reading text into tokens, in characters. */
const A_TURN = 100_000;

const lengthOf = (text: Text): number =>
  typeof text === 'string' ? text.length : text[0].length + text[1].length;

/** A question that has not been passed on yet. */
interface Waiting {
  readonly text: Text;
  readonly signal: AbortSignal;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** How many questions may wait. */
export interface LineLimits {
  /** In all. */
  readonly most: number;
  /** Among them, those that have been passed on to the model, which then have to be answered. */
  readonly inside: number;
}

/**
 * Passes questions on to the model in their order. The model refills its batches from those that it has; the others
 * wait here, where those of a client that has gone, or has waited for too long, leave the line unanswered.
 */
export class Line {
  private outside: Waiting[] = [];

  constructor(
    private readonly answers: Answers,
    private readonly limits: LineLimits,
  ) {}

  /** The number of questions that have been asked and not answered. */
  get waiting(): number {
    return this.outside.length + this.answers.waiting;
  }

  /**
   * The answers to the texts of one request. Rejects with the reason of `signal` when that is aborted. Throws Refusal
   * (429) if the line has no place for all of them.
   */
  async ask(texts: readonly Text[], signal: AbortSignal): Promise<Answer[]> {
    signal.throwIfAborted();
    this.requirePlaces(texts.length);
    const aborted = new Promise<never>((_, reject) => {
      const leave = () => {
        this.outside = this.outside.filter((waiting) => waiting.signal !== signal);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
    });
    const asked = texts.map((text) => this.add(text, signal));
    this.passOn();
    return await Promise.race([Promise.all(asked), aborted]);
  }

  /** The time until the questions that wait now have been answered, in whole seconds, at least 1. */
  get seconds(): number {
    const { examples } = this.answers.work[0];
    const spent = this.answers.work.reduce((sum, { seconds }) => sum + seconds, 0);
    return Math.max(1, Math.ceil((this.waiting * spent) / Math.max(1, examples)));
  }

  private requirePlaces(count: number): void {
    const { most } = this.limits;
    if (this.waiting + count <= most) return;
    throw new Refusal(
      429,
      `expected at most ${most} questions at once, got ${count} beside ${this.waiting} that wait; ask again later`,
      { 'retry-after': `${this.seconds}` },
    );
  }

  private add(text: Text, signal: AbortSignal): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.outside.push({ text, signal, resolve, reject });
    });
  }

  /** Passes questions on while the model has room. After many characters, the server has its turn in between. */
  private passOn(): void {
    let characters = 0;
    while (this.answers.waiting < this.limits.inside) {
      const next = this.outside.shift();
      if (!next) return;
      const done = () => this.passOn();
      this.answers.ask(next.text).then(next.resolve, next.reject).then(done);
      characters += lengthOf(next.text);
      if (characters > A_TURN) return void setImmediate(done);
    }
  }
}
