/** A line without gaps, as lengths of line and gap. */
export const SOLID: readonly number[] = [1, 0];

/** A line that is compared with, not measured. */
export const DASHED: readonly number[] = [5, 4];
