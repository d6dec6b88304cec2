import { progressBar } from '../runs/progress';
import type { RunSurroundings } from '../runs/surroundings';
import { sayOnce } from '../sayOnce';

/** Stops the run at the first SIGINT or SIGTERM, after a checkpoint. The second signal ends the process. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const names = ['SIGINT', 'SIGTERM'] as const;
  const stop = () => {
    for (const name of names) process.off(name, stop);
    controller.abort();
  };
  for (const name of names) process.on(name, stop);
  return controller.signal;
}

/** The surroundings of a command: messages go to stderr, so that stdout holds only the result. */
export function terminalSurroundings(): RunSurroundings {
  return { signal: stopSignal(), say: sayOnce(console.error), onProgress: progressBar() };
}
