/** One part of `npm run gpu-report` in a process of its own: node part.js RESULT.json WORK LIMIT. */

import { runCommand } from '../../src/cli/command';
import { writeAtomically } from '../../src/files';
import { doWork } from './works';

async function main(): Promise<void> {
  const [file, work, limit] = process.argv.slice(2);
  const result = await doWork(JSON.parse(work), Number(limit));
  writeAtomically(file, [JSON.stringify(result)]);
}

/** A device that is still open, or a test that is still running, would keep the process. */
void runCommand(main).then(() => process.exit());
