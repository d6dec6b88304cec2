import { wholeEnvironment } from './standing.cjs';

/** A failure meant for a person: what was expected, what came, what to do. Printed without a stack. */
export class Failure extends Error {}

const owner = 'run the command as the owner of that folder, or work in a clone of your own';
const room = 'make room there and run the same command again';

/** What the system refuses to whom, and what to do. */
const refusals = {
  EACCES: ['permission denied', owner],
  EPERM: ['not permitted', owner],
  EROFS: ['the disk is read-only', 'work in a clone on a disk that can be written'],
  ENOSPC: ['no space is left on the disk', room],
  EDQUOT: ['the quota of the disk is used up', room],
};

/** A Failure in place of a file system's refusal; any other error as it is. */
export function explained(error) {
  const refusal = refusals[error?.code];
  if (!refusal || !error.syscall) return error;
  const [reason, advice] = refusal;
  return new Failure(
    `cannot ${error.syscall} ${error.path ?? 'a file'}: ${reason} (${error.code}); ${advice}`,
  );
}

/** Runs a command's main function; a Failure is one message on stderr and exit code 1. */
export async function runMain(main) {
  try {
    wholeEnvironment();
    process.exitCode = (await main()) ?? 0;
  } catch (raw) {
    const error = explained(raw);
    if (!(error instanceof Failure)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
