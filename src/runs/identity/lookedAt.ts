/** The steps at which a schedule is read. */

/** Up to this number of steps, every step is read. */
const EVERY = 1024;

type Reading = (t: number) => readonly number[];

/** The readings at every step of a short run. For a long run: at some steps, and at changes between them. */
export function stepsLookedAt(steps: number, read: Reading): Map<number, readonly number[]> {
  const found = new Map<number, readonly number[]>();
  for (const t of steps <= EVERY ? Array.from({ length: steps }, (_, i) => i + 1) : someOf(steps)) {
    found.set(t, read(t));
  }
  const looked = [...found.keys()];
  for (const [i, t] of looked.slice(1).entries()) findChange(looked[i], t, found, read);
  return new Map([...found].sort(([a], [b]) => a - b));
}

/** The first 16 steps, the powers of 2, and steps at equal distances. */
function someOf(steps: number): number[] {
  const begin = Array.from({ length: 16 }, (_, i) => i + 1);
  const powers = Array.from({ length: Math.floor(Math.log2(steps)) }, (_, i) => 2 ** (i + 1));
  const spread = Array.from({ length: 24 }, (_, i) => Math.round(((i + 1) * steps) / 24));
  return [...new Set([...begin, ...powers, ...spread])].sort((a, b) => a - b);
}

/** If the schedules of two steps differ, bisects the interval to find the step of the change. */
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
