/** What a run needs and this machine lacks, fetched before anything is opened. */
import { encoderNames } from '../encoders/place';
import { repositoryFolder } from '../hub/cache';
import { ENCODER_FILES, encoderFiles } from '../hub/encoderFiles';
import { fetchGlue } from '../hub/glue';
import { glueName } from '../hub/glueTables';
import { type HubName, shownName } from '../hub/name';
import { type Fetching, fetchSnapshot, type Wanted } from '../hub/snapshot';
import { standing } from '../paths';
import { openDataset } from '../text/dataset';
import { type AbsentTask, absentOf, type Needed } from './absent';
import { stoppedBy } from './interrupt';
import { progressBar } from './progress';
import type { Attended, RunSurroundings } from './surroundings';

/**
 * Fetches the task and the encoder that the options name from the Hugging Face Hub, as far as they are not on this
 * machine: a GLUE task without `data`, and an encoder that is neither one of the lab's nor a folder. If everything is
 * there, nothing is asked of the Hub. Throws LabError that says what is missing and where to put it, and Interrupted if
 * it is stopped; the next call goes on from there.
 */
export async function bringToHand(needed: Needed, surroundings: RunSurroundings = {}): Promise<void> {
  const { task, encoder } = absentOf(needed);
  if (!task && !encoder) return;
  if (!task && needed.task !== undefined) openDataset({ ...needed, task: needed.task });
  await stoppedBy(surroundings, async (stoppable) => {
    const attended = { onProgress: progressBar(), say: console.log, ...stoppable };
    if (task) await fetchGlue(task.glue, task.revision, taskFetching(task, attended));
    if (encoder) await fetchSnapshot(encoder, encoderWanted(encoder), encoderFetching(encoder, attended));
  });
}

/** The files of an encoder in its repository. */
export const encoderWanted = ({ repository }: HubName): Wanted => ({
  folder: '',
  choose: (paths) => encoderFiles(paths, repository),
});

export const taskFetching = ({ glue, revision }: AbsentTask, attended: Attended): Fetching => {
  const name = glueName(revision);
  const { folder, train, validation } = glue.glue;
  const otherwise =
    `or put ${folder}/${train} and ${folder}/${validation} of the classic release into a folder, and give it as data ` +
    `(--data DIR; EARLY_EXIT_DATA for a profile); or copy ${repositoryFolder(name)} from a machine that has it`;
  return { ...attended, name, otherwise };
};

export const encoderFetching = (name: HubName, attended: Attended): Fetching => ({
  ...attended,
  name,
  otherwise:
    `or put its ${ENCODER_FILES} into a folder, and give it as encoder ` +
    `(there is none at ${standing().typedPath(shownName(name))}); ` +
    `or copy ${repositoryFolder(name)} from a machine that has it; the lab's own are ${encoderNames().join(', ')}`,
});
