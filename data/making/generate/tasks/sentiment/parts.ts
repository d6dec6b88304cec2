/** What the recipes share. */
import type { Random } from '../../../../../src/text/random';
import { pick } from '../../choice';
import { type Clause, type Draw, type Thing, twoThings } from './clauses';
import type { Sign } from './opinion';

/** Draws a text and what it amounts to. */
export type Recipe = (draw: Draw) => Clause;

/** Praise or blame, evenly: a recipe does not know what is wanted. */
export const anySign = ({ random }: Draw): Sign => (random.integer(2) ? 1 : -1);

/** Who speaks of themselves. */
export const writer = ({ random }: Draw): string => pick(['I', 'I', 'we'], random);

/** Two things, the lodging first where it has to bear the verb. */
export function lodgingFirst(draw: Draw): [Thing, Thing] {
  const [one, other] = twoThings(draw);
  return draw.held && other.topic === 'lodging' ? [other, one] : [one, other];
}

/** Whether a text has negations. */
export type Negations = 'none' | 'some';

/** Which of two clauses are negated: neither, or one or both alike. */
export function negationsOf(negations: Negations, { random }: Draw): [boolean, boolean] {
  if (negations === 'none') return [false, false];
  return pick<[boolean, boolean]>(
    [
      [true, true],
      [true, false],
      [false, true],
    ],
    random,
  );
}

/** The clauses without what they mean. */
export const textsOf = (clauses: readonly Clause[]) => clauses.map(({ text }) => text);

/** How two clauses and a verdict V follow each other, shorter clauses and longer ones. */
export const joints = [
  '1 and 2, and V',
  '1 and 2; V',
  '1, 2, and V',
  '1, while 2, and V',
  '1 whereas 2, and V',
];

/** Two clauses and what the writer makes of them. */
export function joined(
  [first, second]: readonly string[],
  verdict: string,
  frames: readonly string[],
  random: Random,
): string {
  const parts = { 1: first, 2: second, V: verdict };
  return pick(frames, random).replace(/1|2|V/g, (part) =>
    part === 'V' ? parts.V : part === '1' ? parts[1] : parts[2],
  );
}
