import { wholeEnvironment } from './standing.cjs';

/** An error for a person: what was expected, what came, what to do. It is printed without a stack. */
export class Failure extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

const owner = 'run the command as the owner of that folder, or make your own clone';
const room = 'make room there and run the same command again';

/** Refusals of the file system, by error code: the problem, and what to do. */
const refusals = {
  EACCES: ['permission denied', owner],
  EPERM: ['not permitted', owner],
  EROFS: ['the disk is read-only', 'make a clone on a writable disk'],
  ENOSPC: ['no space is left on the disk', room],
  EDQUOT: ['the quota of the disk is used up', room],
};

const INTERRUPTED = 130;

/** Whether a value, or one in its chain of prototypes, is of the library's LabError. */
const isLabError = (value) =>
  value instanceof Object &&
  (value.constructor.name === 'LabError' || isLabError(Object.getPrototypeOf(value)));

/** A Failure for a refusal of the file system and for a LabError; other errors are returned unchanged. */
export function explained(error) {
  if (isLabError(error)) return new Failure(error.message, error.name === 'Interrupted' ? INTERRUPTED : 1);
  const refusal = refusals[error?.code];
  if (!refusal || !error.syscall) return error;
  const [reason, advice] = refusal;
  return new Failure(
    `cannot ${error.syscall} ${error.path ?? 'a file'}: ${reason} (${error.code}); ${advice}`,
  );
}

/** Runs a command's main function. A Failure prints one message on stderr and sets its exit code. */
export async function runMain(main) {
  try {
    wholeEnvironment();
    process.exitCode = (await main()) ?? 0;
  } catch (raw) {
    const error = explained(raw);
    if (!(error instanceof Failure)) throw error;
    console.error(error.message);
    process.exitCode = error.exitCode;
  }
}
