/** One implementation of the step. */
export interface Side {
  /** Takes `count` steps and gives the seconds of each. */
  steps(count: number): Promise<number[]>;
  close(): void;
}

/** Seconds of every timed step of two sides. */
export interface Timings {
  readonly ours: readonly number[];
  /** null where there is nothing to compare with. */
  readonly theirs: readonly number[] | null;
}

const WARM_UP = 3;

/**
 * Times both in turn, `turn` steps each, `rounds` times: never at the same moment, since both want every core, and
 * alternating, so that what else the machine does meets both. The first steps of each are not counted.
 */
export async function takeTurns(
  ours: Side,
  theirs: Side | null,
  { rounds, turn }: { readonly rounds: number; readonly turn: number },
): Promise<Timings> {
  await ours.steps(WARM_UP);
  await theirs?.steps(WARM_UP);
  const [ourSeconds, theirSeconds]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    ourSeconds.push(...(await ours.steps(turn)));
    if (theirs) theirSeconds.push(...(await theirs.steps(turn)));
  }
  return { ours: ourSeconds, theirs: theirs && theirSeconds };
}
