/** Services for tests. */
import type { TestContext } from 'node:test';
import type { Answer, Answers, Text } from '../../src/answering';
import type { OpenModel } from '../../src/runs/trained';
import { type Limits, type Service, serve } from '../../src/serving';

export const smallLimits: Limits = { body: 100_000, queue: 8, wait: 20 };

/** Answers that a test gives itself, in any order. */
export interface HeldAnswers extends Answers {
  readonly asked: { readonly text: Text; give(): void; fail(error: Error): void }[];
}

/** A model that says the first text of a question, when the test lets it. */
export function heldAnswers(): HeldAnswers {
  const asked: HeldAnswers['asked'] = [];
  let waiting = 0;
  return {
    asked,
    get waiting() {
      return waiting;
    },
    work: [
      { blocks: 1, batches: 2, examples: 8, seconds: 12 },
      { blocks: 2, batches: 1, examples: 2, seconds: 4 },
    ],
    ask(text) {
      waiting++;
      return new Promise((resolve, reject) => {
        const done = (settle: () => void) => () => {
          waiting--;
          settle();
        };
        asked.push({
          text,
          give: done(() => resolve(answerOf(text))),
          fail: (error) => done(() => reject(error))(),
        });
      });
    },
    close: () => undefined,
  };
}

/** An answer at the first of two exits, at depths 1 and 3. */
export const answerOf = (text: Text): Answer => ({
  ...{ label: [text].flat()[0], exit: 1, score: 0.123456789, truncated: text === 'cut' },
  logits: new Float32Array(2),
});

/** Answers at once. */
export function promptAnswers(): HeldAnswers {
  const held = heldAnswers();
  const ask: Answers['ask'] = (text) => {
    const answer = held.ask(text);
    held.asked[held.asked.length - 1].give();
    return answer;
  };
  return Object.defineProperties({ ...held, ask }, { waiting: { get: () => held.waiting } });
}

export interface ServedParts {
  readonly answers: Answers;
  readonly model?: Pick<OpenModel, 'model' | 'pair'>;
  readonly limits?: Partial<Limits>;
  readonly batch?: number;
}

const twoExits = { model: { depths: [1, 3] } as unknown as OpenModel['model'], pair: false };

/** A service on a free port, which ends with the test. */
export async function served(
  t: TestContext,
  { answers, model = twoExits, limits, batch = 1 }: ServedParts,
): Promise<Service> {
  const description = { service: 'a test' };
  const parts = { model, answers, description, batch, limits: { ...smallLimits, ...limits } };
  const service = await serve(parts, { host: '127.0.0.1', port: 0 });
  t.after(() => service.stop());
  return service;
}

export interface Response {
  readonly status: number;
  readonly headers: Headers;
  readonly said: Record<string, unknown>;
}

/** Sends a value as JSON to /answer. */
export async function ask({ url }: Service, value: unknown, signal?: AbortSignal): Promise<Response> {
  return said(
    await fetch(`${url}/answer`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(value),
      signal,
    }),
  );
}

export const said = async (response: globalThis.Response): Promise<Response> => ({
  status: response.status,
  headers: response.headers,
  said: JSON.parse(await response.text()),
});

/** The value of a metric. */
export async function metric({ url }: Service, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const line = text.split('\n').find((each) => each.startsWith(`early_exit_${name} `));
  return Number(line?.split(' ')[1]);
}

/** Resolves when the condition holds. */
export async function comes(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}
