/** Resolves in the next turn of the event loop, so that a long computation lets others have theirs. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
