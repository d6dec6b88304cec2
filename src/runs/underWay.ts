/** The place where the kernel, which does not know the lab, finds the unfinished work of a cell. */
const place = Symbol.for('early-exit-lab.under-way');

const shared = globalThis as { [place]?: Set<Promise<unknown>> };

/** Runs the work. The kernel counts as busy until it ends. */
export function underWay<T>(work: () => Promise<T>): Promise<T> {
  shared[place] ??= new Set();
  const all = shared[place];
  const promise = work().finally(() => all.delete(promise));
  all.add(promise);
  return promise;
}
