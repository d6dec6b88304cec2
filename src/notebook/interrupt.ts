/**
 * Runs long work that can be stopped: the first SIGINT (Ctrl-C, or the notebook's stop button) aborts the signal, and
 * the handlers that stood before are back, so that a second one acts as it would have. The work must look at the
 * signal, and yield to the event loop (`await new Promise(setImmediate)`), or the interrupt is not even heard.
 */
export async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  await leaveSynchronousPart();
  const controller = new AbortController();
  const before = process.listeners('SIGINT');
  const restore = () => {
    process.removeListener('SIGINT', interrupt);
    for (const listener of before) process.on('SIGINT', listener);
  };
  const interrupt = () => {
    restore();
    controller.abort();
  };
  process.removeAllListeners('SIGINT');
  process.on('SIGINT', interrupt);
  try {
    return await work(controller.signal);
  } finally {
    if (!controller.signal.aborted) restore();
  }
}

/**
 * While a cell runs up to its first await, tslab has Node break on SIGINT: all handlers are set aside, and one that is added
 * then is dropped by the system's, which ends the kernel.
 */
function leaveSynchronousPart(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
