/**
 * Whether a sentence's form holds together, by unification: linked words are merged, and no word may have two features.
 */
import type { AcceptabilityForm } from '../../data/making/generate/tasks/acceptability/grammar';

/** 1 where all features unify, 0 where two clash. */
export function labelOf({ signs, links }: AcceptabilityForm): number {
  const parents = signs.map((_, i) => i);
  const root = (i: number): number => (parents[i] === i ? i : root(parents[i]));
  for (const [one, other] of links) parents[root(one)] = root(other);
  const features = new Map<number, string>();
  for (const [i, { feature }] of signs.entries()) {
    const known = features.get(root(i));
    if (known !== undefined && known !== feature) return 0;
    features.set(root(i), feature);
  }
  return 1;
}
