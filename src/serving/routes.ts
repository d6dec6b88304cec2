/** The routes of the service. */
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import type { Answer } from '../answering/types';
import { askedBy } from './asked';
import { jsonOf, readBody } from './body';
import type { Line } from './line';
import type { Metrics } from './metrics';
import { withPatience } from './patience';
import { Refusal } from './refusal';
import { otherMethod, refuseAtStop, refused } from './refused';

/** The parts that the routes join. */
export interface RouteParts {
  readonly line: Line;
  readonly metrics: Metrics;
  /** Whether the task has pairs of texts; absent if that is not known. */
  readonly pair: boolean | undefined;
  readonly limits: Limits;
  /** The response to GET /. */
  readonly description: object;
  /** Whether the service has been told to stop. */
  isStopping(): boolean;
}

export interface Limits {
  /** The largest body, in bytes. */
  readonly body: number;
  /** The number of questions that may wait. */
  readonly queue: number;
  /** The longest wait for an answer, in seconds. */
  readonly wait: number;
}

/** What Hono knows of a request. */
interface Served {
  Bindings: HttpBindings;
  Variables: { body: Buffer };
}

/** The answer that is sent. */
const sent = ({ label, exit, score, truncated }: Answer) => ({
  ...{ label, exit, truncated },
  score: Number(score.toPrecision(6)),
});

/** Joins the parts. Every response is JSON, except that of /metrics. */
export function routes(parts: RouteParts): Hono<Served> {
  const { metrics, description, limits, isStopping } = parts;
  const app = new Hono<Served>();
  app.use(async (c, next) => {
    await next();
    metrics.response(c.res.status);
    if (isStopping()) c.header('connection', 'close');
  });
  app.use(async (c, next) => {
    c.set('body', await readBody(c.env.incoming, limits.body));
    return next();
  });
  app.use('/answer', refuseAtStop(isStopping));
  app.post('/answer', (c) => answer(c, parts));
  app.get('/', (c) => c.json(description));
  app.get('/health', (c) => (isStopping() ? c.json({ status: 'stopping' }, 503) : c.json({ status: 'ok' })));
  app.get('/metrics', async (c) =>
    c.text(await metrics.text(), 200, { 'content-type': metrics.contentType }),
  );
  for (const path of ['/', '/health', '/metrics']) app.all(path, otherMethod('GET, HEAD'));
  app.all('/answer', otherMethod('POST'));
  app.notFound((c) =>
    refused(c, new Refusal(404, 'expected /, /answer, /health or /metrics, got another path')),
  );
  app.onError((error, c) => refused(c, error));
  return app;
}

async function answer(c: Context<Served>, { line, metrics, limits, pair }: RouteParts): Promise<Response> {
  const start = performance.now();
  const { answers, isOne } = await withPatience(c.req.raw.signal, limits.wait, async (signal) => {
    const { texts, isOne } = askedBy(jsonOf(c.var.body, c.env.incoming), pair, limits.queue);
    return { answers: await line.ask(texts, signal), isOne };
  });
  metrics.answered(answers, (performance.now() - start) / 1000);
  return c.json(isOne ? sent(answers[0]) : { answers: answers.map(sent) });
}
