/** The parts that recipes share. */
import type { Random } from '../../../../../src/text/random';
import { pick } from '../../choice';
import { type Clause, type Draw, type Thing, twoThings } from './clauses';
import type { Sign } from './opinion';

/** Draws a text and its opinion. */
export type Recipe = (draw: Draw) => Clause;

/** Praise or blame with equal probability: a recipe does not know the required label. */
export const anySign = ({ random }: Draw): Sign => (random.integer(2) ? 1 : -1);

/** The subject of a clause in the first person. */
export const writer = ({ random }: Draw): string => pick(['I', 'I', 'we'], random);

/** Two things. If held out, the first is a lodging, which gets the verb. */
export function lodgingFirst(draw: Draw): [Thing, Thing] {
  const [one, other] = twoThings(draw);
  return draw.held && other.topic === 'lodging' ? [other, one] : [one, other];
}

/** Whether a text has negations. */
export type Negations = 'none' | 'some';

/** Which of two clauses are negated: none, one, or both. */
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

/** The texts of the clauses. */
export const textsOf = (clauses: readonly Clause[]) => clauses.map(({ text }) => text);

/** Ways to join two clauses and a verdict V, for short and for long clauses. */
export const joints = [
  '1 and 2, and V',
  '1 and 2; V',
  '1, 2, and V',
  '1, while 2, and V',
  '1 whereas 2, and V',
];

/** Two clauses and the writer's opinion of them. */
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
