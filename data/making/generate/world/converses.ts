/** Statements of one relation from its two sides: older and younger, sold and bought. */
import { pick, pickSome } from '../choice';
import { withArticle } from '../english';
import { relations, type Saying } from '../events/relation';
import { newsScales } from '../lexicon/headlines';
import { names } from '../lexicon/names';
import { scales } from '../lexicon/scales';
import { bareThings } from '../lexicon/transfers';
import type { Statement } from './statement';

/** States that two sentences mean the same. */
type Turn = (one: string, other: string) => string;

const turns: readonly Turn[] = [
  (one, other) => `if ${one}, ${other}`,
  (one, other) => `${one}, so ${other}`,
  (one, other) => `${one}; in other words, ${other}`,
  (one, other) => `${one} because ${other}`,
];

/** "If Anna was older than Ben, Ben was younger than Anna." */
export const comparison: Statement = (random) => {
  const { sides } = pick(relations.comparison, random);
  const [one, other] = pickSome(sides, 2, random).map((side) => pick(side, random).verb.past);
  const [a, b] = pickSome(names, 2, random);
  return pick(turns, random)(`${a} ${one} ${b}`, `${b} ${other} ${a}`);
};

const allScales = [...scales, ...newsScales];

/** "If the oak is taller than the elm, the elm is shorter than the oak." */
export const scale: Statement = (random) => {
  const { more, less, verb, of } = pick(allScales, random);
  const [one, other] = pickSome([more, less], 2, random);
  const [a, b] = pickSome(of, 2, random).map(definite);
  return pick(
    [
      ...turns.map((turn) => turn(`${a} ${verb} ${one} ${b}`, `${b} ${verb} ${other} ${a}`)),
      `'${one}' is the opposite of '${other}'`,
      `whatever ${verb} ${one} ${b} ${verb} not ${other} it`,
    ],
    random,
  );
};
const definite = (noun: string) => (/^(?:the |[A-Z])/.test(noun) ? noun : `the ${noun}`);

/** "Anna sold the lamp to Ben, so Ben bought it from Anna." */
export const handing: Statement = (random) => {
  const { sides, things } = pick(relations.transfer, random);
  const [gave, took] = sides.map((side: readonly Saying[]) => pick(side, random).verb);
  const thing = pick(things, random);
  const [a, b] = pickSome(names, 2, random);
  const name = bareThings.has(thing) ? thing : `the ${thing}`;
  const again = bareThings.has(thing) ? thing : 'it';
  const given = (what: string) => `${a} ${gave.past} ${what} to ${b}`;
  const taken = (what: string) => `${b} ${took.past} ${what} from ${a}`;
  const turn = pick(turns, random);
  return pick(
    [
      turn(given(name), taken(again)),
      turn(taken(name), given(again)),
      `one ${gave.past} ${bareThings.has(thing) ? thing : withArticle(thing)}, and the other ${took.past} ${again}`,
    ],
    random,
  );
};
