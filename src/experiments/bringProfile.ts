import { bringToHand } from '../runs/atHand';
import type { RunOptions } from '../runs/config';
import type { RunSurroundings } from '../runs/surroundings';
import type { Profile } from './profiles';

/** Fetches the tasks and the encoder of a profile, as far as they are on the Hub and not on this machine. */
export async function bringProfileToHand(
  { tasks, sizeTask, data, encoder }: Profile,
  surroundings: RunSurroundings = {},
): Promise<void> {
  await bringAllToHand(
    [...tasks, sizeTask].map((task) => ({ task, data, encoder })),
    surroundings,
  );
}

/** Fetches what some runs need, each task and encoder once. */
export async function bringAllToHand(
  wanted: readonly Pick<RunOptions, 'task' | 'data' | 'encoder'>[],
  surroundings: RunSurroundings = {},
): Promise<void> {
  const distinct = new Map(
    wanted.map(({ task, data, encoder }) => [JSON.stringify([task, data, encoder]), { task, data, encoder }]),
  );
  for (const needed of distinct.values()) await bringToHand(needed, surroundings);
}
