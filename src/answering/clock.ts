/** The time of passes over texts. */
import type { Answer, Answers, Text } from './types';

/** How texts are asked. */
export type Way = (answers: Answers, texts: readonly Text[]) => Promise<Answer[]>;

/** All at once: they wait in the queue, and batches are refilled from it. */
export const askTogether: Way = (answers, texts) => Promise.all(texts.map((text) => answers.ask(text)));

/** The next texts are asked when all of a wave have left, so that batches shrink and are never refilled. */
export const askInWaves =
  (size: number): Way =>
  async (answers, texts) => {
    const found: Answer[] = [];
    for (let i = 0; i < texts.length; i += size)
      found.push(...(await askTogether(answers, texts.slice(i, i + size))));
    return found;
  };

/** A text is asked when the one before has its answer. */
export const askOneByOne: Way = askInWaves(1);

/**
 * The seconds of passes that take turns, `rounds` of each, by name. Turns spread the noise of a machine evenly. A first
 * round is not counted.
 */
export async function clockInTurns<Name extends string>(
  passes: { readonly [name in Name]: () => Promise<unknown> },
  rounds: number,
): Promise<Record<Name, number[]>> {
  const named = Object.entries(passes) as [Name, () => Promise<unknown>][];
  const seconds = Object.fromEntries(named.map(([name]) => [name, []])) as unknown as Record<Name, number[]>;
  for (let round = 0; round <= rounds; round++)
    for (const [name, pass] of named) {
      const start = performance.now();
      await pass();
      if (round > 0) seconds[name].push((performance.now() - start) / 1000);
    }
  return seconds;
}
