/** What a run needs from the Hugging Face Hub, because this machine lacks it. */
import { absentEncoder } from '../encoders/place';
import { fetchedGlue, glueRevisionOf } from '../hub/glueCache';
import type { HubName } from '../hub/name';
import { type GlueTask, glueTasks } from '../text/tasks';
import type { RunOptions } from './config';

/** A task, its data and an encoder, as in the options of a run. */
export type Needed = Partial<Pick<RunOptions, 'task' | 'data' | 'encoder'>>;

/** A task of GLUE at a revision. */
export interface AbsentTask {
  readonly glue: GlueTask;
  readonly revision: string;
}

/** The task and the encoder that the Hub may have, each null if it is here, or can only be here. */
export interface Absent {
  readonly task: AbsentTask | null;
  readonly encoder: HubName | null;
}

/** What of these names is not on this machine and may be on the Hub. */
export const absentOf = (needed: Needed): Absent => ({
  task: absentTask(needed),
  encoder: needed.encoder === undefined ? null : absentEncoder(needed.encoder),
});

/** Whether nothing has to be fetched. */
export function isAtHand(needed: Needed): boolean {
  const { task, encoder } = absentOf(needed);
  return !task && !encoder;
}

function absentTask({ task, data }: Needed): AbsentTask | null {
  const glue = glueTasks.find(({ name }) => name === task);
  const revision = glueRevisionOf(data);
  return glue && revision !== null && !fetchedGlue(glue, revision) ? { glue, revision } : null;
}
