/** Where the kernel, which knows nothing of the lab, finds the work that a cell has begun and not ended. */
const place = Symbol.for('early-exit-lab.under-way');

const shared = globalThis as { [place]?: Set<Promise<unknown>> };

/** Does the work; until it ends, the kernel that runs this process counts as busy. */
export function underWay<T>(work: () => Promise<T>): Promise<T> {
  shared[place] ??= new Set();
  const all = shared[place];
  const promise = work().finally(() => all.delete(promise));
  all.add(promise);
  return promise;
}
