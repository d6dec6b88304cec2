/** One part of `npm run gpu-report` in a process of its own: node gpu-report-part.js RESULT.json WORK LIMIT. */
import { writeAtomically } from '../files';
import { doWork } from '../gpuReport/works';
import { runCommand } from './command';

async function main(): Promise<void> {
  const [file, work, limit] = process.argv.slice(2);
  const result = await doWork(JSON.parse(work), Number(limit));
  writeAtomically(file, [JSON.stringify(result)]);
}

/** A device that is still open, or a test that is still running, would keep the process. */
void runCommand(main).then(() => process.exit());
