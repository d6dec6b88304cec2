/** Two clauses with opposite opinions, and the word that decides between them. */
import { chance, pick, pickSome } from '../../choice';
import { names } from '../../lexicon/names';
import { type Clause, clause, type Draw, twoThings } from './clauses';
import { contrasted, flipped, judged } from './opinion';
import { anySign, type Negations, negationsOf, type Recipe, writer } from './parts';
import { judgedVoice, ownVoice } from './voices';

/** Contrasts with their main clause A and their subordinate clause B, and the word that distinguishes them. */
const contrasts: readonly (readonly [text: string, why: string])[] = [
  ['although B, A', "'although' gives way to the other clause"],
  ['A, although B', "'although' gives way to the other clause"],
  ['even though B, A', "'even though' gives way to the other clause"],
  ['A, even though B', "'even though' gives way to the other clause"],
  ['A, even if B', "'even if' gives way to the other clause"],
  ['A, though B', "'though' gives way to the other clause"],
  ['B, but A', "what follows 'but' decides"],
  ['B, but A', "what follows 'but' decides"],
  ['B, yet A', "what follows 'yet' decides"],
  ['it is true that B, but A', "what follows 'but' decides"],
  ['B; even so, A', "what follows 'even so' decides"],
];

function contrastOf(main: Clause, side: Clause, draw: Draw): Clause {
  const [frame, why] = pick(contrasts, draw.random);
  const text = frame.replace(/[AB](?![a-z])/g, (letter) => (letter === 'A' ? main.text : side.text));
  return { text, opinion: contrasted(why, main.opinion, side.opinion) };
}

/** "The soup was bland, but the waiter was kind." */
export const plainContrast: Recipe = (draw) => {
  const [one, other] = opposites(draw, 'none');
  return contrastOf(one, other, draw);
};

/** "Although the soup was not bland, the waiter was rude." */
export const negatedContrast: Recipe = (draw) => {
  const [one, other] = opposites(draw, 'some');
  return contrastOf(one, other, draw);
};

/** "Although Anna was right to call the soup bland, Ben was wrong to call the waiter rude." */
export function judgedContrast(negations: Negations): Recipe {
  return (draw) => {
    const { random } = draw;
    const signs = [anySign(draw)];
    signs.push(flipped(signs[0]));
    const negated = negationsOf(negations, draw);
    const things = twoThings(draw);
    const people = pickSome(names, 2, random);
    const [main, side] = things.map((thing, i): Clause => {
      const right = chance(0.5, random);
      const say = {
        sign: right ? signs[i] : flipped(signs[i]),
        negated: negated[i],
        besideNegation: negations === 'some',
      };
      const { text, opinion } = clause(thing, say, judgedVoice, draw);
      const word = right ? 'right' : 'wrong';
      const why = right
        ? `${people[i]} was right, so it holds`
        : `${people[i]} was wrong, so the opposite holds`;
      return { text: `${people[i]} was ${word} ${text}`, opinion: judged(why, right, opinion) };
    });
    return contrastOf(main, side, draw);
  };
}

/** Two clauses about two things with opposite opinions, in random order. */
function opposites(draw: Draw, negations: Negations): [Clause, Clause] {
  const sign = anySign(draw);
  const negated = negationsOf(negations, draw);
  const besideNegation = negations === 'some';
  const [one, other] = twoThings(draw);
  return [
    clause(one, { sign, negated: negated[0], besideNegation }, ownVoice(writer(draw)), draw),
    clause(other, { sign: flipped(sign), negated: negated[1], besideNegation }, ownVoice(writer(draw)), draw),
  ];
}
