import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { openEncoderFolder } from '../encoders/folder';
import { LabError, orNull } from '../errors';
import { fetchedGlue, glueRevisionOf } from '../hub/glueCache';
import { type GlueTask, glueTasks } from '../text/tasks';
import { isPaperEncoder } from './paperProfile';
import type { Profile } from './profiles';

/**
 * Returns the profile if its data and its encoder are on this machine: `bringProfileToHand` fetches what is on the
 * Hugging Face Hub. Throws LabError that names what is missing.
 */
export function readyToTrain(settings: Profile): Profile {
  const { name, tasks, sizeTask, encoder } = settings;
  const glue = glueTasks.filter((task) => tasks.includes(task.name) || task.name === sizeTask);
  if (glue.length > 0) checkGlue(settings, glue);
  const isHere =
    existsSync(join(encoder, 'config.json')) || orNull(() => openEncoderFolder(encoder)) !== null;
  if (!isPaperEncoder(encoder) || isHere) return settings;
  const folder = basename(encoder);
  throw new LabError(
    `the ${name} profile needs ${folder}: ` +
      `set EARLY_EXIT_ENCODERS to a folder that holds ${folder}/ as downloaded from Hugging Face`,
  );
}

function checkGlue({ name, data }: Profile, tasks: readonly GlueTask[]): void {
  const files = tasks.map(({ glue }) => join(glue.folder, glue.train));
  const revision = glueRevisionOf(data);
  if (revision !== null && tasks.every((task) => fetchedGlue(task, revision))) return;
  if (data === undefined || revision !== null)
    throw new LabError(
      `the ${name} profile needs GLUE: set EARLY_EXIT_DATA to a folder with ${files.join(', ')}`,
    );
  const missing = files.filter((file) => !existsSync(join(data, file)));
  if (missing.length === 0) return;
  throw new LabError(
    `the ${name} profile expects GLUE in EARLY_EXIT_DATA (${data}); missing there: ${missing.join(', ')}`,
  );
}
