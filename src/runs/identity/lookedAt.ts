/** At which steps a schedule is read. */

/** A run of so many steps has every one read. */
const EVERY = 1024;

type Reading = (t: number) => readonly number[];

/**
 * What is read at every step of a run that is not long; of a long one at some steps, and where it changes between two
 * of them.
 */
export function stepsLookedAt(steps: number, read: Reading): Map<number, readonly number[]> {
  const found = new Map<number, readonly number[]>();
  for (const t of steps <= EVERY ? Array.from({ length: steps }, (_, i) => i + 1) : someOf(steps)) {
    found.set(t, read(t));
  }
  const looked = [...found.keys()];
  for (const [i, t] of looked.slice(1).entries()) findChange(looked[i], t, found, read);
  return new Map([...found].sort(([a], [b]) => a - b));
}

/** The first 16 steps, powers of 2, and some at equal distances. */
function someOf(steps: number): number[] {
  const begin = Array.from({ length: 16 }, (_, i) => i + 1);
  const powers = Array.from({ length: Math.floor(Math.log2(steps)) }, (_, i) => 2 ** (i + 1));
  const spread = Array.from({ length: 24 }, (_, i) => Math.round(((i + 1) * steps) / 24));
  return [...new Set([...begin, ...powers, ...spread])].sort((a, b) => a - b);
}

/** Where the schedule of two steps differs, halves what lies between until it has the step that changes it. */
function findChange(from: number, to: number, found: Map<number, readonly number[]>, read: Reading): void {
  const same = (a: number, b: number) => found.get(a)?.join() === found.get(b)?.join();
  let [low, high] = [from, to];
  while (high - low > 1 && !same(low, high)) {
    const middle = Math.floor((low + high) / 2);
    found.set(middle, read(middle));
    if (same(low, middle)) low = middle;
    else high = middle;
  }
}
