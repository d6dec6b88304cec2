/** The HTTP server. */
import { createServer, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { getRequestListener, type HttpBindings, RequestError } from '@hono/node-server';
import { LabError } from '../errors';
import { messageOf } from '../files';
import { Refusal } from './refusal';
import { refusalOf } from './refused';

/** The longest times for a request to arrive, and between two of a connection, in milliseconds. */
const TIMES = {
  ...{ requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 75_000 },
  connectionsCheckingInterval: 1000,
};

export interface Place {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
}

type FetchCallback = (request: Request, env: HttpBindings) => Response | Promise<Response>;

/** Starts a server. Throws LabError if the place is not free. */
export async function listen(respond: FetchCallback, { host, port }: Place): Promise<Server> {
  const listener = getRequestListener((request, env) => respond(request, env as HttpBindings), {
    errorHandler: unreadable,
  });
  const server = createServer(TIMES, listener);
  server.on('clientError', refuseBytes);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port }, () => {
        server.off('error', reject);
        resolve();
      });
    });
  } catch (error) {
    throw new LabError(
      `expected a free port ${port} of ${host}, got ${messageOf(error)}; choose another (--port)`,
    );
  }
  return server;
}

/** The response to a request that is HTTP, but names no valid address. */
function unreadable(error: unknown): Response {
  const refusal =
    error instanceof RequestError
      ? new Refusal(400, `expected a valid path and host, got an error: ${error.message}`)
      : refusalOf(error);
  return Response.json({ error: refusal.message }, { status: refusal.status });
}

const statuses: { readonly [code: string]: number } = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Refuses bytes that are not HTTP, and requests that do not arrive. */
function refuseBytes(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = statuses[error.code ?? ''] ?? 400;
  const body = JSON.stringify({ error: `expected a request of HTTP/1.1, got an error: ${error.message}` });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/**
 * Takes no more connections. Resolves when all have ended: those without a request at once, the others with their
 * response, or after `seconds` in any case.
 */
export async function closeServer(server: Server, seconds: number): Promise<void> {
  const late = setTimeout(() => server.closeAllConnections(), seconds * 1000);
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  await new Promise((resolve) => server.close(resolve));
  clearTimeout(late);
  clearInterval(idle);
}
