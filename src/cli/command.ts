import { LabError } from '../errors';
import { Interrupted } from '../runs/run';

const DEFECT = 70;
const INTERRUPTED = 130;

/** Runs a command: a LabError is one line on stderr and exit code 1; anything else is a defect and keeps its stack. */
export async function runCommand(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof LabError)) {
      console.error(error);
      process.exitCode = DEFECT;
      return;
    }
    console.error(error.message);
    process.exitCode = error instanceof Interrupted ? INTERRUPTED : 1;
  }
}
