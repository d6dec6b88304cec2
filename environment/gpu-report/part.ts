/** One part of `npm run gpu-report` in a separate process: node part.js RESULT.json WORK LIMIT. */

import { runCommand } from '../../src/cli/command';
import { writeAtomically } from '../../src/files';
import { doWork } from './works';

async function main(): Promise<void> {
  const [file, work, limit] = process.argv.slice(2);
  const result = await doWork(JSON.parse(work), Number(limit));
  writeAtomically(file, [JSON.stringify(result)]);
}

/** Ends the process explicitly; an open device or a running test would keep it alive. */
void runCommand(main).then(() => process.exit());
