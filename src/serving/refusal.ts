import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { LabError } from '../errors';

/** The status of a request whose client has gone. No response is sent; the metrics count it. */
export const GONE = 499;

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
