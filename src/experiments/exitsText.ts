/** `exits after blocks 1, 4, 6 and 12`, as in the titles of profiles. */
export const exitsText = (exits: readonly number[]): string =>
  exits.length === 1
    ? `an exit after block ${exits[0]}`
    : `exits after blocks ${exits.slice(0, -1).join(', ')} and ${exits[exits.length - 1]}`;
