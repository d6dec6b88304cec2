/**
 * Runs long work that can be stopped: the first SIGINT (Ctrl-C, or the notebook's stop button) aborts the signal, and
 * the handlers that stood before are back, so that a second one acts as it would have. The work must look at the
 * signal, and yield to the event loop (`await new Promise(setImmediate)`), or the interrupt is not even heard.
 */
export async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const before = process.listeners('SIGINT');
  const restore = () => {
    process.removeListener('SIGINT', interrupt);
    for (const listener of before) process.on('SIGINT', listener);
  };
  const interrupt = () => controller.abort();
  process.removeAllListeners('SIGINT');
  process.on('SIGINT', interrupt);
  controller.signal.addEventListener('abort', restore, { once: true });
  try {
    return await work(controller.signal);
  } finally {
    if (!controller.signal.aborted) restore();
  }
}
