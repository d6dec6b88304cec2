import { LabError } from '../errors';
import { standing } from '../paths';
import { Diverged, Interrupted } from '../runs/surroundings';

const DIVERGED = 2;
const DEFECT = 70;
const INTERRUPTED = 130;

/**
 * Runs a command. A LabError prints one line on stderr; the exit code is 1, 2 for a run that diverged, or 130 for a
 * run that was stopped. Any other error is a defect and prints its stack.
 */
export async function runCommand(main: () => Promise<void>): Promise<void> {
  try {
    standing().wholeEnvironment();
    await main();
  } catch (error) {
    if (!(error instanceof LabError)) {
      console.error(error);
      process.exitCode = DEFECT;
      return;
    }
    console.error(error.message);
    process.exitCode = codeFor(error);
  }
}

function codeFor(error: LabError): number {
  if (error instanceof Interrupted) return INTERRUPTED;
  return error instanceof Diverged ? DIVERGED : 1;
}
