/** What the Hub's refusals mean, as errors for a person. */
import { LabError } from '../errors';
import { Interrupted } from '../runs/surroundings';
import { type HubName, pathOf } from './name';
import { hubEndpoint, hubToken } from './settings';

/** The connection was cut again and again. What came of the file is kept. */
export class Incomplete extends LabError {
  override name = 'Incomplete';
}

/** What is asked for, and what a person can do without the Hub. */
export interface Asked {
  readonly name: HubName;
  /** Such as "or put ... into a folder". */
  readonly otherwise: string;
}

/** The errors of a request for a person. */
export interface Failures {
  /** The error for an answer that is a refusal. */
  refused(response: Response, address: string, asked: Asked): LabError;
  stopped(asked: Asked): Interrupted;
}

export const pageOf = (name: HubName): string => `${hubEndpoint()}/${pathOf(name)}`;

export const stopped = (what: string): Interrupted =>
  new Interrupted(`${what}: interrupted while it was fetched; asked for again, it goes on from there`);

/** The error for an answer of the Hub that is not the file or the data asked for. */
function refusalOf(response: Response, address: string, asked: Asked): LabError {
  const { status, headers } = response;
  const code = headers.get('x-error-code') ?? '';
  const { name, otherwise } = asked;
  const page = pageOf(name);
  const meant = `the ${name.kind} ${name.repository} on ${hubEndpoint()}`;
  if (code === 'GatedRepo' || status === 403)
    return new LabError(
      `expected to read ${meant}, but its owner has to let you (${status}): accept the terms on ${page}, ` +
        'and set HF_TOKEN to a token of that account that may read it',
    );
  if (code === 'RevisionNotFound')
    return new LabError(
      `expected a branch, a tag or a commit '${name.revision}' of ${meant}, found none; ${page}/tree/main lists them`,
    );
  if (code === 'EntryNotFound') return new LabError(`expected a file at ${address}, found none (${status})`);
  if (status === 416)
    return new LabError(`expected more bytes of ${address}, but the host says that there are none (416)`);
  if (status === 404 || status === 401)
    return new LabError(
      `expected ${meant}, got ${status}: it does not exist, or is private; check the name, ` +
        `${hubToken() ? 'and HF_TOKEN, which may have expired' : 'set HF_TOKEN if it is private'}; ${otherwise}`,
    );
  return new LabError(
    `expected an answer from ${address}, got ${status} ${response.statusText}; ${otherwise}`,
  );
}

/** The Hub cannot be asked. */
export class NoHub extends LabError {}

/** The error for a Hub that cannot be reached. */
export const unreachable = (problem: string, { name, otherwise }: Asked): NoHub =>
  new NoHub(
    `expected to reach ${hubEndpoint()} for the ${name.kind} ${name.repository}, got ${problem}; ` +
      `HF_ENDPOINT names a mirror; ${otherwise}`,
  );

/** The errors of a fetch. */
export const fetchFailures: Failures = {
  refused: refusalOf,
  stopped: ({ name }) => stopped(name.repository),
};
