import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { LabError } from '../errors';

/** An error for the client of the service, with its HTTP status. */
export class Refusal extends LabError {
  override name = 'Refusal';

  constructor(
    readonly status: number,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }

  get shownStatus(): ContentfulStatusCode {
    return this.status as ContentfulStatusCode;
  }
}

/** A request whose client has gone. No response is sent; the metrics count it with the status 499. */
export const gone = (): Refusal => new Refusal(499, 'expected a client that waits for its answer, got none');
