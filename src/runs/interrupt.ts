/** Long work that a person can stop: by Ctrl-C, by the notebook's stop button, or by SIGTERM. */
import { Interrupted, type RunSurroundings } from './surroundings';
import { underWay } from './underWay';

const signals = ['SIGINT', 'SIGTERM'] as const;

/**
 * How often the kernel that runs this process was interrupted; it counts by itself (environment/lib/busy-kernel.cjs).
 */
const interrupts = Symbol.for('early-exit-lab.interrupts');
const shared = globalThis as { [interrupts]?: number };

/** All work under way that the next signal stops. */
const stoppable = new Set<AbortController>();

/** The handlers that stood before, while the one of this file stands in their place. */
let setAside: (() => void) | null = null;

/**
 * Runs long work that can be stopped: the first SIGINT or SIGTERM aborts its signal, and that of all other such work,
 * and the handlers that stood before are back, so that a second one acts as it would have. The work must look at its
 * signal, and yield to the event loop (`await new Promise(setImmediate)`), or the interrupt is not even heard.
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

/** Surroundings with what stops the work. */
export type Stoppable = RunSurroundings & Required<Pick<RunSurroundings, 'signal'>>;

/**
 * Work in given surroundings: it is stopped by their signal where they have one, else as `untilInterrupted` stops it.
 */
export function stoppedBy<T>(
  surroundings: RunSurroundings,
  work: (surroundings: Stoppable) => Promise<T>,
): Promise<T> {
  const { signal } = surroundings;
  if (signal) return underWay(() => work({ ...surroundings, signal }));
  return untilInterrupted((signal) => work({ ...surroundings, signal }));
}

/** Lets the event loop hear a signal. Throws Interrupted with the words where it has come. */
export async function pause(signal: AbortSignal, words: string): Promise<void> {
  await new Promise(setImmediate);
  if (signal.aborted) throw new Interrupted(words);
}

function interrupt(): void {
  stopListening();
  for (const controller of stoppable) controller.abort();
  stoppable.clear();
}

/** Takes the place of all handlers; gives what puts them back. */
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
 * While a cell runs up to its first await, tslab has Node break on SIGINT: all handlers are set aside, and one that
 * is added then is dropped by the system's, which ends the kernel.
 */
function leaveSynchronousPart(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
