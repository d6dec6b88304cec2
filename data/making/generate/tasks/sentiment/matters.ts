/** Two things, of which one is relevant. */
import { pick } from '../../choice';
import { clause, twoThings } from './clauses';
import { called, chosen, flipped } from './opinion';
import { anySign, joined, joints, type Negations, negationsOf, type Recipe, textsOf, writer } from './parts';
import { ownVoice } from './voices';

const concerns = [
  'only _ mattered to me',
  'I cared only about _',
  'for me it is _ that counts',
  'I judge by _ alone',
  'what counts for me is _',
];

/** "The soup was bland and the wine was tasty; I judge by the wine alone." */
export function twoThingsOneCounts(negations: Negations, byAlias: boolean): Recipe {
  return (draw) => {
    const { random } = draw;
    const sign = anySign(draw);
    const negated = negationsOf(negations, draw);
    const besideNegation = negations === 'some';
    const things = twoThings(draw);
    const clauses = things.map((thing, i) => {
      const say = { sign: i === 0 ? sign : flipped(sign), negated: negated[i], besideNegation };
      return clause(thing, say, ownVoice(writer(draw)), draw);
    });
    const options = Object.fromEntries(things.map(({ name }, i) => [name, clauses[i].opinion]));
    const place = random.integer(2);
    const { name } = things[place];
    const counts = chosen(`what counts is the ${name}`, name, options);
    const aliases = { 'the former': things[0].name, 'the latter': things[1].name };
    const alias = place === 0 ? 'the former' : 'the latter';
    const verdict = pick(concerns, random).replace('_', byAlias ? alias : `the ${name}`);
    return {
      text: joined(textsOf(clauses), verdict, joints, random),
      opinion: byAlias ? called(alias, aliases, counts) : counts,
    };
  };
}
