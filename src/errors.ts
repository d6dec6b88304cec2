/**
 * An error whose message is meant for a person: it says what was expected, what came and what to do.
 * Commands print the message alone on stderr and exit with 1; any other error is a defect and keeps its stack.
 */
export class LabError extends Error {
  override name = 'LabError';
}

/** What `open` gives, or null where it throws a LabError: for what may be absent from this machine. */
export function orNull<T>(open: () => T): T | null {
  try {
    return open();
  } catch (error) {
    if (error instanceof LabError) return null;
    throw error;
  }
}
