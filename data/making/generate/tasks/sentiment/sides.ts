/** Two people disagree about one thing, and the writer agrees with one of them. */
import { again, clause } from './clauses';
import { type Naming, type Stance, stanceOn } from './naming';
import { flipped } from './opinion';
import {
  anySign,
  joined,
  joints,
  lodgingFirst,
  type Negations,
  negationsOf,
  type Recipe,
  textsOf,
} from './parts';
import { reportedVoice } from './voices';

/** "Anna loved the soup and Ben hated it, and I side with Ben." */
export function twoSides(naming: Naming, negations: Negations, stance: Stance): Recipe {
  return (draw) => {
    const people = naming(draw);
    const [thing] = lodgingFirst(draw);
    const sign = anySign(draw);
    const negated = negationsOf(negations, draw);
    const besideNegation = negations === 'some';
    const clauses = people.map(({ introduced }, i) => {
      const mention = i === 0 ? `the ${thing.name}` : again(thing);
      const say = { sign: i === 0 ? sign : flipped(sign), negated: negated[i], besideNegation, mention };
      return clause(thing, say, reportedVoice(introduced), draw);
    });
    const options = Object.fromEntries(people.map(({ name }, i) => [name, clauses[i].opinion]));
    const { text, opinion } = stanceOn(people, options, stance, draw);
    return { text: joined(textsOf(clauses), text, joints, draw.random), opinion };
  };
}
