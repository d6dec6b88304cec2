/**
 * An error whose message is meant for a person: it says what was expected, what came and what to do.
 * Commands print the message alone on stderr and exit with 1; any other error is a defect and keeps its stack.
 */
export class LabError extends Error {
  override name = 'LabError';
}
