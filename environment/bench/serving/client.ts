/** Requests to the service. */
import { Agent, type ClientRequest, request } from 'node:http';

/** A response. */
export interface Reply {
  readonly status: number;
  readonly body: string;
  /** From the first byte sent to the last one received. */
  readonly seconds: number;
}

/** A request to /answer, unless it says otherwise. */
export interface Sent {
  readonly body: string;
  readonly method?: string;
  readonly path?: string;
  readonly type?: string;
}

/** A client whose connections stay open. */
export class Client {
  private readonly agent = new Agent({ keepAlive: true });

  constructor(private readonly url: string) {}

  /** Rejects if no response comes. */
  async ask(sent: Sent): Promise<Reply> {
    const start = performance.now();
    return await new Promise((resolve, reject) => {
      const asked = this.start(sent);
      asked.on('error', reject);
      asked.on('response', (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (part) => {
          body += part;
        });
        response.on('error', reject);
        response.on('end', () => {
          const seconds = (performance.now() - start) / 1000;
          resolve({ status: response.statusCode ?? 0, body, seconds });
        });
      });
    });
  }

  /** Asks, and goes after this time, whether a response has come or not. */
  async leave(sent: Sent, milliseconds: number): Promise<void> {
    const asked = this.start(sent);
    asked.on('error', () => undefined);
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    asked.destroy();
  }

  close(): void {
    this.agent.destroy();
  }

  private start({ body, method = 'POST', path = '/answer', type = 'application/json' }: Sent): ClientRequest {
    const headers = { 'content-type': type, 'content-length': Buffer.byteLength(body) };
    const asked = request(`${this.url}${path}`, { method, headers, agent: this.agent });
    asked.end(body);
    return asked;
  }
}
