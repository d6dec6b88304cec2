import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import type { Answers } from '../answering/types';
import type { AnsweringModel } from '../runs/textModel';
import { Line } from './line';
import { closeServer, listen, type Place } from './listen';
import { Metrics } from './metrics';
import { type Limits, routes } from './routes';

/** What a service answers with. */
export interface Served {
  readonly model: Pick<AnsweringModel, 'model' | 'pair'>;
  readonly answers: Answers;
  /** The response to GET /. */
  readonly description: object;
  readonly limits: Limits;
  /** The number of texts that run together. */
  readonly batch: number;
}

/** A running service. It keeps no state. */
export interface Service {
  /** Its address, such as http://127.0.0.1:8080. */
  readonly url: string;
  /** Takes no more requests, answers those that have come, and ends. */
  stop(): Promise<void>;
}

/** The batches of questions that the model has: it chooses those of similar length. */
const BATCHES_INSIDE = 8;

/** The time in which requests that come late get a response before connections are refused, in milliseconds. */
const REFUSING = 200;

/** The turns of the event loop after it, which are long while the model runs. Each reads what has come. */
const TURNS = 20;

/** The time for the last responses to be sent, in seconds. */
const SENDING = 5;

/** Starts a service. Throws LabError if the place is not free. */
export async function serve(
  { model, answers, description, limits, batch }: Served,
  place: Place,
): Promise<Service> {
  const { depths } = model.model;
  const line = new Line(answers, { most: limits.queue, inside: BATCHES_INSIDE * batch });
  const metrics = new Metrics({ line, depths, work: answers.work });
  let stopping = false;
  const parts = { line, metrics, pair: model.pair, limits, description, isStopping: () => stopping };
  const app = routes(parts);
  const server = await listen(app.fetch, place);
  const { address, port, family } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    async stop() {
      stopping = true;
      await wait(REFUSING);
      for (let turn = 0; turn < TURNS; turn++) await nextTurn();
      await closeServer(server, limits.wait + SENDING);
    },
  };
}
