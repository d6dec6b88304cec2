import { glueForms } from '../analysis/glueForms';

/** The task for a paper's figure of one task: that task, else one of the same form, else the first. */
export const taskLike = (wanted: string, tasks: readonly string[]): string =>
  tasks.find((task) => task === wanted) ?? tasks.find((task) => glueForms[task] === wanted) ?? tasks[0];
