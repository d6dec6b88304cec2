/** What the Hub's answers to a push mean, as errors for a person. */
import { LabError } from '../errors';
import { Interrupted } from '../runs/surroundings';
import { shown } from '../shown';
import { type Asked, type Failures, pageOf } from './failure';
import type { Cut } from './request';
import { hubEndpoint } from './settings';

/** There is no such repository, or the token may not see it. */
export class Absent extends LabError {}

/** The addresses of a token's owner, and of what is known about a repository. */
const WHO = /\/whoami-v2$/;
const ABOUT = /\/api\/models\/[^?]*\/revision\/[^/]*$/;

function refused(response: Response, address: string, asked: Asked): LabError {
  const { status, headers } = response;
  const [path] = address.split('?');
  const { name, otherwise } = asked;
  const said = shown(headers.get('x-error-message') ?? response.statusText, 200);
  const isUnknown = status === 404 || status === 401;
  if (isUnknown && ABOUT.test(path) && headers.get('x-error-code') !== 'RevisionNotFound')
    return new Absent(`there is no model ${name.repository} on ${hubEndpoint()}`);
  if (status === 401)
    return new LabError(
      `expected a token that ${hubEndpoint()} knows, got 401 for the one in HF_TOKEN or of hf auth login; ` +
        `it may have expired; make another on ${hubEndpoint()}/settings/tokens`,
    );
  if (status === 403)
    return new LabError(
      `expected to write to ${name.repository}, but the Hub refuses (403: ${said}); the token needs the right to write ` +
        `there; set it on ${hubEndpoint()}/settings/tokens, or push to a name of your own; ${otherwise}`,
    );
  if (status === 409 || status === 412)
    return new LabError(
      `expected ${name.repository} as it was found, but it has a commit since (${status}); nothing of yours was ` +
        `committed; look at ${pageOf(name)}/commits/${name.revision}; ${otherwise}`,
    );
  if (WHO.test(path))
    return new LabError(`expected a Hub at HF_ENDPOINT, ${hubEndpoint()}, got ${status} for ${address}`);
  return new LabError(
    `expected the Hub to take the files for ${name.repository}, got ${status} from ${path}: ${said}; ` +
      `nothing was committed; ${otherwise}`,
  );
}

const stopped = ({ name, otherwise }: Asked): Interrupted =>
  new Interrupted(
    `${name.repository}: interrupted before the Hub had confirmed a commit; ${otherwise}; ` +
      'large files that have arrived are not sent again',
  );

export const pushFailures: Failures = { refused, stopped };

/** The error for a connection that was cut again and again. */
export function cutWhilePushed({ message, isUnsure }: Cut, { name, otherwise }: Asked): LabError {
  const meant = `expected to push to ${name.repository} on ${hubEndpoint()}`;
  if (isUnsure)
    return new LabError(
      `${meant}, but the connection failed (${message}) while the Hub made the commit, so it may be there; ` +
        `look at ${pageOf(name)}/commits/${name.revision}; if it is not, ${otherwise}`,
    );
  return new LabError(
    `${meant}, but the connection failed (${message}), after several tries; nothing was committed; ${otherwise}; ` +
      'large files that have arrived are not sent again',
  );
}
