/** One implementation of the step. */
export interface Side {
  /** Runs `count` steps and returns the seconds of each. */
  steps(count: number): Promise<number[]>;
  close(): void;
}

/** Seconds of every timed step of two sides. */
export interface Timings {
  readonly ours: readonly number[];
  /** null without a side to compare with. */
  readonly theirs: readonly number[] | null;
}

const WARM_UP = 3;

/**
 * Times both sides in turns of `turn` steps, `rounds` times. The sides never run together, because both use all
 * cores. They alternate, so that other work on the machine affects both equally. The first steps of each side are not
 * counted.
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
