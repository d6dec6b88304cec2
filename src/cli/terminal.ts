import { progressBar } from '../runs/progress';
import type { RunSurroundings } from '../runs/surroundings';
import { sayOnce } from '../sayOnce';

/** Stops the run at the first SIGINT or SIGTERM, with a checkpoint; the second one ends the process. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort());
  return controller.signal;
}

/** For a command: words on stderr, so that stdout holds the result alone. */
export function terminalSurroundings(): RunSurroundings {
  return { signal: stopSignal(), say: sayOnce(console.error), onProgress: progressBar() };
}
