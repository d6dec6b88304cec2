/** What went wrong with a connection, in a word. */
import { messageOf } from '../files';
import { Stalled } from './watchdog';

/** Codes of a host that is not there, as opposed to a connection that breaks. */
const absent = ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ERR_INVALID_URL'];
const slow = 'UND_ERR_CONNECT_TIMEOUT';

export const isAbsent = (error: unknown): boolean => {
  const code = codeOfCause(error);
  return code !== undefined && [...absent, slow].includes(code);
};

function codeOfCause(error: unknown): string | undefined {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const errors = cause instanceof AggregateError ? cause.errors : [cause];
  const codes = errors.map((each) => (each instanceof Error && 'code' in each ? `${each.code}` : undefined));
  return codes.find((code) => code !== undefined);
}

export function problemOf(error: unknown): string {
  if (error instanceof Stalled) return error.message;
  const cause = error instanceof Error ? error.cause : undefined;
  return codeOfCause(error) ?? messageOf(cause ?? error);
}
