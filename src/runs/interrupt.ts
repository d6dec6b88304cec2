/** Long work that can be stopped by Ctrl-C, by the notebook's stop button, or by SIGTERM. */
import { Interrupted, type RunSurroundings } from './surroundings';
import { underWay } from './underWay';

const signals = ['SIGINT', 'SIGTERM'] as const;

/** The number of interrupts of the kernel, which the kernel counts (environment/lib/busy-kernel.cjs). */
const interrupts = Symbol.for('early-exit-lab.interrupts');
const shared = globalThis as { [interrupts]?: number };

/** All current work that the next signal stops. */
const stoppable = new Set<AbortController>();

/** Restores the earlier handlers, while the handler of this file replaces them. */
let setAside: (() => void) | null = null;

/**
 * Runs long work that can be stopped. The first SIGINT or SIGTERM aborts the signal of this and all other such work and
 * restores the earlier handlers, which get a second signal. The work must check its signal and yield to the event loop
 * (`await new Promise(setImmediate)`). Otherwise it does not receive the interrupt.
 */
export function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return underWay(async () => {
    const controller = new AbortController();
    const before = shared[interrupts];
    await leaveSynchronousPart();
    if (shared[interrupts] !== before) controller.abort();
    stoppable.add(controller);
    setAside ??= listen();
    try {
      return await work(controller.signal);
    } finally {
      stoppable.delete(controller);
      if (stoppable.size === 0) stopListening();
    }
  });
}

/** Surroundings with a signal that stops the work. */
export type Stoppable = RunSurroundings & Required<Pick<RunSurroundings, 'signal'>>;

/** Runs work with the signal of its surroundings, or, without one, stops it as `untilInterrupted` does. */
export function stoppedBy<T>(
  surroundings: RunSurroundings,
  work: (surroundings: Stoppable) => Promise<T>,
): Promise<T> {
  const { signal } = surroundings;
  if (signal) return underWay(() => work({ ...surroundings, signal }));
  return untilInterrupted((signal) => work({ ...surroundings, signal }));
}

/** Yields to the event loop. Throws Interrupted with `words` if the signal is aborted. */
export async function pause(signal: AbortSignal, words: string): Promise<void> {
  await new Promise(setImmediate);
  if (signal.aborted) throw new Interrupted(words);
}

function interrupt(): void {
  stopListening();
  for (const controller of stoppable) controller.abort();
  stoppable.clear();
}

/** Replaces all handlers. Returns a function that restores them. */
function listen(): () => void {
  const before = signals.map((name) => process.rawListeners(name) as NodeJS.SignalsListener[]);
  for (const name of signals) {
    process.removeAllListeners(name);
    process.on(name, interrupt);
  }
  return () =>
    signals.forEach((name, i) => {
      process.removeListener(name, interrupt);
      for (const listener of before[i]) process.on(name, listener);
    });
}

function stopListening(): void {
  setAside?.();
  setAside = null;
}

/**
 * Waits until the synchronous part of a cell has ended. During this part, tslab makes Node break on SIGINT. It removes
 * all handlers, and a handler that is added then is replaced by the default one, which ends the kernel.
 */
function leaveSynchronousPart(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
