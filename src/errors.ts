/**
 * An error whose message is for a person: it says what was expected, what came and what to do. Commands print only its
 * message on stderr and exit with 1. Any other error is a defect and keeps its stack.
 */
export class LabError extends Error {
  override name = 'LabError';
}

/** The result of `open`, or null if it throws LabError. It is for things that a machine may lack. */
export function orNull<T>(open: () => T): T | null {
  try {
    return open();
  } catch (error) {
    if (error instanceof LabError) return null;
    throw error;
  }
}
