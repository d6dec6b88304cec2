/** Changes of words: synonyms and converses. */
import type { Verb } from '../../english';
import { traits } from '../../lexicon/traits';
import { askedOf, wordOf } from '../asked';
import { changed, either } from '../look';
import { hasPassive } from '../relation';
import { type Change, restyled, verbsOf } from './change';

/** "older than" from "be older than". */
const bare = ({ plain }: Verb) => plain.replace(/^be /, '');

/** "purchased" instead of "bought". */
export const synonym =
  (fact: number): Change =>
  (scene, looks, random) => {
    const [one, other] = looks.map(({ styles }) => styles[fact]);
    const { sides } = scene.facts[fact].relation;
    if (one.side !== other.side || sides[one.side].length < 2) return undefined;
    if (one.receiverFirst !== other.receiverFirst) return undefined;
    const which = either(random);
    const word = (one.word + 1 + random.integer(sides[one.side].length - 1)) % sides[one.side].length;
    const style = looks[which].styles[fact];
    const saying = sides[style.side][word];
    if (style.receiverFirst && !saying.dative) return undefined;
    if (saying.pattern !== sides[style.side][style.word].pattern || (style.passive && !hasPassive(saying)))
      return undefined;
    return {
      looks: restyled(looks, which, fact, { word }),
      line: (after) => {
        const [a, b] = verbsOf(scene, after, fact);
        return `'${bare(b)}' means '${bare(a)}'`;
      },
    };
  };

/** "Ben bought it from Anna" instead of "Anna sold it to Ben". */
export const converse =
  (fact: number): Change =>
  (scene, looks, random) => {
    const [one, other] = looks.map(({ styles }) => styles[fact]);
    const { sides } = scene.facts[fact].relation;
    if (sides[1].length === 0 || one.side !== other.side || one.word !== other.word) return undefined;
    if (one.receiverFirst !== other.receiverFirst) return undefined;
    const which = either(random);
    const style = looks[which].styles[fact];
    const side = style.side === 0 ? 1 : 0;
    const word = random.integer(sides[side].length);
    const saying = sides[side][word];
    if (style.passive && !hasPassive(saying)) return undefined;
    return {
      looks: restyled(looks, which, fact, {
        side,
        word,
        receiverFirst: saying.dative && style.receiverFirst,
      }),
      line: (after) => {
        const [a, b] = verbsOf(scene, after, fact);
        return `'${bare(b)}' is '${bare(a)}' turned round`;
      },
    };
  };

/** "Ben sang after Anna danced" instead of "Anna danced before Ben sang". */
export const turnedOrder: Change = (scene, looks, random) => {
  if (scene.earlier === undefined || looks[0].turned !== looks[1].turned) return undefined;
  const which = either(random);
  return {
    looks: changed(looks, which, { turned: !looks[which].turned }),
    line: () => `'after' is 'before' turned round`,
  };
};

/** "wealthy" instead of "rich", for one of the two people. */
export const traitSynonym =
  (person: number): Change =>
  (scene, looks, random) => {
    const line = Object.values(scene.traits ?? {})[person];
    if (line === undefined || traits[line].length < 2) return undefined;
    const which = either(random);
    const [word, other] = traits[line];
    return {
      looks: changed(looks, which, { otherTraits: [...looks[which].otherTraits, line] }),
      line: () => `'${other}' means '${word}'`,
    };
  };

/** "on what day" instead of "when". */
export const asking: Change = (scene, looks, random) => {
  if (looks[0].asking !== looks[1].asking) return undefined;
  const which = either(random);
  return {
    looks: changed(looks, which, { asking: looks[which].asking === 0 ? 1 : 0 }),
    line: (after) => {
      const [one, other] = after.map((look) => wordOf(askedOf(scene), look));
      return `'${other}' asks for the same as '${one}'`;
    },
  };
};
