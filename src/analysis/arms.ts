/** What tells the rows of a comparison apart, beside the task, the seed and x. */
export interface Arm {
  readonly method: string;
  /** How examples leave: the title of an ExitPolicy. */
  readonly policy?: string;
  readonly trainSize?: number;
  /** How exits read the encoder and which examples are seen, in words. */
  readonly wiring?: string;
}

const columns = ['method', 'policy', 'trainSize', 'wiring'] as const;

/** Of a row that says more, what tells it apart. */
export function armOf({ method, policy, trainSize, wiring }: Arm): Arm {
  return {
    method,
    ...(policy !== undefined && { policy }),
    ...(trainSize !== undefined && { trainSize }),
    ...(wiring !== undefined && { wiring }),
  };
}

/** Whether a row is of an arm, as far as the arm says. */
export const isOfArm = (row: Arm, arm: Arm): boolean =>
  columns.every((column) => arm[column] === undefined || row[column] === arm[column]);

/** `sweet, learning to exit, 500`: an arm in an error. */
export const armText = (arm: Arm): string => columns.flatMap((column) => arm[column] ?? []).join(', ');
