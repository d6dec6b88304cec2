import { progressBar } from '../runs/progress';
import type { RunSurroundings } from '../runs/surroundings';
import { sayOnce } from '../sayOnce';

/**
 * Aborts at the first SIGINT or SIGTERM. The second one ends the process, unless it comes within `echo` milliseconds:
 * npm passes a Ctrl-C on to a command that has had it from the terminal.
 */
export function stopSignal(echo = 0): AbortSignal {
  const controller = new AbortController();
  const names = ['SIGINT', 'SIGTERM'] as const;
  const leave = () => {
    for (const name of names) process.off(name, stop);
  };
  const stop = () => {
    if (echo === 0) leave();
    else setTimeout(leave, echo).unref();
    controller.abort();
  };
  for (const name of names) process.on(name, stop);
  return controller.signal;
}

/** The surroundings of a command: messages go to stderr, so that stdout holds only the result. */
export function terminalSurroundings(): RunSurroundings {
  return { signal: stopSignal(), say: sayOnce(console.error), onProgress: progressBar() };
}
