/** The columns that distinguish the rows of a comparison, besides the task, the seed and x. */
export interface Arm {
  readonly method: string;
  /** How examples leave: the title of an ExitPolicy. */
  readonly policy?: string;
  readonly trainSize?: number;
  /** In words: how exits read the encoder, and which examples they see. */
  readonly wiring?: string;
}

const columns = ['method', 'policy', 'trainSize', 'wiring'] as const;

/** The columns of a row that identify its arm. */
export function armOf({ method, policy, trainSize, wiring }: Arm): Arm {
  return {
    method,
    ...(policy !== undefined && { policy }),
    ...(trainSize !== undefined && { trainSize }),
    ...(wiring !== undefined && { wiring }),
  };
}

/** Whether a row belongs to an arm. Columns that the arm leaves out match every value. */
export const isOfArm = (row: Arm, arm: Arm): boolean =>
  columns.every((column) => arm[column] === undefined || row[column] === arm[column]);

/** `sweet, learning to exit, 500`: an arm, as an error message names it. */
export const armText = (arm: Arm): string => columns.flatMap((column) => arm[column] ?? []).join(', ');
