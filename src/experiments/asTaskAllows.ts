import { bringToHand } from '../runs/atHand';
import type { RunSurroundings } from '../runs/surroundings';
import { openDataset } from '../text/dataset';
import type { Profile } from './profiles';

/**
 * The profile with all training examples of its first task, if the task has fewer than the profile asks for. A task
 * of GLUE that is not on this machine is fetched. The number of steps and the steps of snapshots depend on it.
 */
export async function asTaskAllows(settings: Profile, surroundings: RunSurroundings = {}): Promise<Profile> {
  const { tasks, data, trainSize } = settings;
  const [task] = tasks;
  await bringToHand({ task, data }, surroundings);
  const { train } = openDataset({ task, data });
  return { ...settings, trainSize: Math.min(trainSize, train.length) };
}
