/** The responses that refuse a request. */
import type { Context, MiddlewareHandler } from 'hono';
import { LabError } from '../errors';
import { gone, Refusal } from './refusal';

/** Refuses requests that come after the service has been told to stop. */
export const refuseAtStop =
  (isStopping: () => boolean): MiddlewareHandler =>
  async (_, next) => {
    if (isStopping()) throw new Refusal(503, 'expected a running service, got one that stops; ask another');
    return next();
  };

export const otherMethod = (allowed: string) => (c: Context) =>
  refused(
    c,
    new Refusal(405, `expected the method ${allowed.replace(', ', ' or ')}, got ${c.req.method}`, {
      allow: allowed,
    }),
  );

/** The response to an error. */
export function refused(c: Context, error: unknown): Response {
  const refusal = c.req.raw.signal.aborted ? gone() : refusalOf(error);
  return c.json({ error: refusal.message }, refusal.shownStatus, { ...refusal.headers });
}

/** An error that is no Refusal is a fault of the service, and is written to stderr. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  console.error(error instanceof LabError ? error.message : error);
  const message =
    error instanceof LabError ? error.message : 'expected an answer, got a fault of the service';
  return new Refusal(500, message);
}
