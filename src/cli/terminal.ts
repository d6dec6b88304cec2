import { progressBar } from '../runs/progress';
import type { RunSurroundings } from '../runs/surroundings';
import { sayOnce } from '../sayOnce';

/** Stops the run at the first SIGINT or SIGTERM, after a checkpoint. The second signal ends the process. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort());
  return controller.signal;
}

/** The surroundings of a command: messages go to stderr, so that stdout holds only the result. */
export function terminalSurroundings(): RunSurroundings {
  return { signal: stopSignal(), say: sayOnce(console.error), onProgress: progressBar() };
}
