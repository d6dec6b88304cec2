/** Weighted sums of scores, from which claims are made. */
import type { Arm, Term } from '../analysis';

/** Values of x: depths of exits, or cost fractions. */
type Places = readonly number[];

/** A method by its name; or one of its arms, where rows have several. */
type Named = string | Arm;

const armNamed = (of: Named): Arm => (typeof of === 'string' ? { method: of } : of);

/** The score of one method, averaged over some places. */
export const score = (of: Named, places: Places): Term[] =>
  places.map((x) => ({ ...armNamed(of), x, weight: 1 / places.length }));

/** The score of one method minus that of another, averaged over some places. */
export const gap = (better: Named, worse: Named, places: Places): Term[] =>
  places.flatMap((x) => [
    { ...armNamed(better), x, weight: 1 / places.length },
    { ...armNamed(worse), x, weight: -1 / places.length },
  ]);

/** The terms of one sum minus those of another. */
export const less = (terms: readonly Term[], others: readonly Term[]): Term[] => [
  ...terms,
  ...others.map((term) => ({ ...term, weight: -term.weight })),
];

/** The values of x of some rows, in order. */
export const placesOf = (rows: readonly { readonly x: number }[]): number[] =>
  [...new Set(rows.map(({ x }) => x))].sort((a, b) => a - b);
