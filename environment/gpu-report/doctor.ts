import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { LabError } from '../../src/errors';
import { projectRoot } from '../../src/paths';

/** The output of npm run doctor, and whether it found trouble. */
export interface DoctorSays {
  readonly text: string;
  readonly trouble: boolean;
}

/** Runs the doctor. Throws LabError if it prints nothing. */
export function askDoctor(): DoctorSays {
  const file = join(projectRoot(), 'environment', 'doctor.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
  if (stdout.trim() === '') throw new LabError(`npm run doctor printed nothing on stdout: ${stderr.trim()}`);
  const defect = stderr.match(/^\w*Error\b.*$/m);
  const end = defect ? `\nThe doctor stopped: ${defect[0]}` : '';
  return { text: `${stdout.trimEnd()}${end}`, trouble: status !== 0 };
}
