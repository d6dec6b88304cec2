/** A service that is killed while it answers, and started again. */
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from './client';
import { faultOf } from './faults';
import type { ServiceProcess } from './process';
import type { Question } from './questions';

/** What clients saw that ask again until they have an answer. */
export interface Restarted {
  /** The number of questions that were answered, each once. */
  answered: number;
  /** The number of requests without a response. */
  cut: number;
  /** The service did not start again, so nobody asks any more. */
  isOver?: true;
  readonly faults: string[];
}

/**
 * Asks every question once, from some clients. In the middle the service is killed and started again at the same
 * address. A client without a response asks again.
 */
export async function acrossRestart(
  service: ServiceProcess,
  again: () => Promise<ServiceProcess>,
  questions: readonly Question[],
  clients: number,
): Promise<{ readonly service: ServiceProcess; readonly seen: Restarted }> {
  const seen: Restarted = { answered: 0, cut: 0, faults: [] };
  const left = [...questions];
  const run = async () => {
    const client = new Client(service.url);
    for (let question = left.pop(); question; question = left.pop())
      await untilAnswered(client, question, seen);
    client.close();
  };
  const asking = Promise.all(Array.from({ length: clients }, run));
  while (seen.answered < questions.length / 2) await wait(1);
  await service.end('SIGKILL');
  try {
    return { service: await again(), seen };
  } catch (error) {
    left.length = 0;
    seen.isOver = true;
    throw error;
  } finally {
    await asking;
  }
}

async function untilAnswered(client: Client, question: Question, seen: Restarted): Promise<void> {
  while (!seen.isOver) {
    try {
      const fault = faultOf(await client.ask({ body: JSON.stringify({ text: question.text }) }), [question]);
      if (fault !== null) seen.faults.push(fault);
      seen.answered++;
      return;
    } catch {
      seen.cut++;
      await wait(100);
    }
  }
}
