import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LabError } from '../errors';
import { type GlueTask, glueTasks } from '../text/tasks';
import { BERT_BASE } from './paperProfile';
import type { Profile } from './profiles';

/**
 * Returns the profile if its data and its encoder are on this machine. Throws LabError that names what is missing.
 */
export function readyToTrain(settings: Profile): Profile {
  const { name, tasks, sizeTask, encoder } = settings;
  const glue = glueTasks.filter((task) => tasks.includes(task.name) || task.name === sizeTask);
  if (glue.length > 0) checkGlue(settings, glue);
  if (basename(encoder) !== BERT_BASE || existsSync(join(encoder, 'config.json'))) return settings;
  throw new LabError(
    `the ${name} profile needs ${BERT_BASE}: ` +
      `set EARLY_EXIT_ENCODERS to a folder that holds ${BERT_BASE}/ as downloaded from Hugging Face`,
  );
}

function checkGlue({ name, data }: Profile, tasks: readonly GlueTask[]): void {
  const files = tasks.map(({ glue }) => join(glue.folder, glue.train));
  if (data === undefined)
    throw new LabError(
      `the ${name} profile needs GLUE: set EARLY_EXIT_DATA to a folder with ${files.join(', ')}`,
    );
  const missing = files.filter((file) => !existsSync(join(data, file)));
  if (missing.length === 0) return;
  throw new LabError(
    `the ${name} profile expects GLUE in EARLY_EXIT_DATA (${data}); missing there: ${missing.join(', ')}`,
  );
}
