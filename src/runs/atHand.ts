/** What a run needs and this machine lacks, fetched before anything is opened. */
import { absentEncoder, encoderNames } from '../encoders/place';
import { repositoryFolder } from '../hub/cache';
import { ENCODER_FILES, encoderFiles } from '../hub/encoderFiles';
import { fetchGlue } from '../hub/glue';
import { fetchedGlue, glueRevisionOf } from '../hub/glueCache';
import { glueName } from '../hub/glueTables';
import { type HubName, shownName } from '../hub/name';
import { type Fetching, fetchSnapshot, type Wanted } from '../hub/snapshot';
import { standing } from '../paths';
import { openDataset } from '../text/dataset';
import { type GlueTask, glueTasks } from '../text/tasks';
import type { RunOptions } from './config';
import { stoppedBy } from './interrupt';
import { progressBar } from './progress';
import type { Attended, RunSurroundings } from './surroundings';

/** A task, its data and an encoder, as in the options of a run. */
export type Needed = Partial<Pick<RunOptions, 'task' | 'data' | 'encoder'>>;

/**
 * Fetches the task and the encoder that the options name from the Hugging Face Hub, as far as they are not on this
 * machine: a GLUE task without `data`, and an encoder that is neither one of the lab's nor a folder. If everything is
 * there, nothing is asked of the Hub. Throws LabError that says what is missing and where to put it, and Interrupted if
 * it is stopped; the next call goes on from there.
 */
export async function bringToHand(needed: Needed, surroundings: RunSurroundings = {}): Promise<void> {
  const task = absentTask(needed);
  const encoder = needed.encoder === undefined ? null : absentEncoder(needed.encoder);
  if (!task && !encoder) return;
  if (!task && needed.task !== undefined) openDataset({ ...needed, task: needed.task });
  await stoppedBy(surroundings, async (stoppable) => {
    const attended = { onProgress: progressBar(), say: console.log, ...stoppable };
    if (task) await fetchGlue(task.glue, task.revision, taskFetching(task, attended));
    if (encoder) await fetchSnapshot(encoder, wantedOf(encoder), encoderFetching(encoder, attended));
  });
}

const wantedOf = ({ repository }: HubName): Wanted => ({
  folder: '',
  choose: (paths) => encoderFiles(paths, repository),
});

interface AbsentTask {
  readonly glue: GlueTask;
  readonly revision: string;
}

function absentTask({ task, data }: Needed): AbsentTask | null {
  const glue = glueTasks.find(({ name }) => name === task);
  const revision = glueRevisionOf(data);
  return glue && revision !== null && !fetchedGlue(glue, revision) ? { glue, revision } : null;
}

const taskFetching = ({ glue, revision }: AbsentTask, attended: Attended): Fetching => {
  const name = glueName(revision);
  const { folder, train, validation } = glue.glue;
  const otherwise =
    `or put ${folder}/${train} and ${folder}/${validation} of the classic release into a folder, and give it as data ` +
    `(--data DIR; EARLY_EXIT_DATA for a profile); or copy ${repositoryFolder(name)} from a machine that has it`;
  return { ...attended, name, otherwise };
};

const encoderFetching = (name: HubName, attended: Attended): Fetching => ({
  ...attended,
  name,
  otherwise:
    `or put its ${ENCODER_FILES} into a folder, and give it as encoder ` +
    `(there is none at ${standing().typedPath(shownName(name))}); ` +
    `or copy ${repositoryFolder(name)} from a machine that has it; the lab's own are ${encoderNames().join(', ')}`,
});
