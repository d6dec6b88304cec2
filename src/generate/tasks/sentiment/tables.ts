/** Two people and two things: whose opinion counts, and of what. */
import { pick } from '../../choice';
import { feelings } from '../../lexicon/opinions';
import { type Draw, sideOf, type Thing, twoThings } from './clauses';
import { type Naming, type Stance, stanceOn } from './naming';
import { bare, chosen, flipped, type Opinion, type Sign, turned, wordOpinion } from './opinion';
import { anySign, joined, longJoints, type Recipe } from './parts';

/** What one person says of two things: a clause, and the opinion of each thing. */
export type Pair = (
  person: string,
  things: [Thing, Thing],
  signs: [Sign, Sign],
  draw: Draw,
) => [string, Opinion, Opinion];

/** "Anna loved the soup and hated the wine" */
export const bothSaid: Pair = (person, things, signs, { random }) => {
  const order = random.integer(2) ? [0, 1] : [1, 0];
  const verbs = signs.map((sign) => pick(sideOf(feelings, sign), random).past);
  const parts = order.map((i) => `${verbs[i]} the ${things[i].name}`);
  const [one, other] = signs.map((sign, i) => wordOpinion(verbs[i], sign));
  return [`${person} ${parts.join(' and ')}`, one, other];
};

/** "Anna loved the soup but not the wine" */
export const butNot: Pair = (person, things, signs, { random }) => {
  const first = random.integer(2);
  const verb = pick(sideOf(feelings, signs[first]), random).past;
  const word = wordOpinion(verb, signs[first]);
  const opinions = [0, 1].map((i) =>
    i === first ? bare(`'but not' leaves the ${things[i].name} alone`, word) : turned('but not', verb, word),
  );
  const text = `${person} ${verb} the ${things[first].name} but not the ${things[1 - first].name}`;
  return [text, opinions[0], opinions[1]];
};

/** The writer sides with one of the two people about one of the two things. */
export function table(pair: Pair, naming: Naming, stance: Stance): Recipe {
  return (draw) => {
    const people = naming(draw);
    const things = twoThings(draw, true);
    const sign = anySign(draw);
    const rows = people.map(({ introduced }, i) => {
      const signs: [Sign, Sign] = i === 0 ? [sign, flipped(sign)] : [flipped(sign), sign];
      return pair(introduced, things, signs, draw);
    });
    const place = draw.random.integer(2);
    const { name } = things[place];
    const options = Object.fromEntries(
      people.map((person, i) => {
        const said = { [things[0].name]: rows[i][1], [things[1].name]: rows[i][2] };
        return [person.name, chosen(`what counts is the ${name}`, name, said)];
      }),
    );
    const { text, opinion } = stanceOn(people, options, stance, draw);
    const about = pick(
      [`${text} about the ${name}`, `${text} on the ${name}`, `as for the ${name}, ${text}`],
      draw.random,
    );
    return {
      text: joined(
        rows.map(([said]) => said),
        about,
        longJoints,
        draw.random,
      ),
      opinion,
    };
  };
}
