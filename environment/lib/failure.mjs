import { wholeEnvironment } from './standing.cjs';

/** A failure meant for a person: what was expected, what came, what to do. Printed without a stack. */
export class Failure extends Error {}

/** Runs a command's main function; a Failure is one message on stderr and exit code 1. */
export async function runMain(main) {
  try {
    wholeEnvironment();
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
