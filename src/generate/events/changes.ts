/** What may be changed between two texts without changing what they say; each has to be undone by the reader: a step. */
import type { Random } from '../../text/random';
import { chance, pick } from '../choice';
import type { Verb } from '../english';
import { traits } from '../lexicon/traits';
import { askedOf, wordOf } from './asked';
import { GAP } from './clause';
import { changed, either, type Look, type Naming, type Style, sayingOf } from './look';
import { hasPassive } from './relation';
import { isBarred, type Scene, tradeOf } from './scene';

export type Looks = readonly [Look, Look];

/** The looks after the change and the line that undoes it, told when all changes are made. */
export interface Changed {
  readonly looks: Looks;
  line(looks: Looks): string;
}

/** Changes one of two looks, or nothing where it cannot be done. */
export type Change = (scene: Scene, looks: Looks, random: Random) => Changed | undefined;

function restyled(looks: Looks, which: number, fact: number, change: Partial<Style>): Looks {
  const styles = looks[which].styles.map((style, i) => (i === fact ? { ...style, ...change } : style));
  return changed([looks[0], looks[1]], which, { styles });
}

const words = (scene: Scene, looks: Looks, fact: number) =>
  looks.map(({ styles }) => sayingOf(scene.facts[fact], styles[fact]).verb);

/** "older than" rather than "be older than". */
const bare = ({ plain }: Verb) => plain.replace(/^be /, '');

/** "purchased" for "bought". */
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
        const [a, b] = words(scene, after, fact);
        return `'${bare(b)}' means '${bare(a)}'`;
      },
    };
  };

/** "Ben bought it from Anna" for "Anna sold it to Ben". */
export const converse =
  (fact: number): Change =>
  (scene, looks, random) => {
    const [one, other] = looks.map(({ styles }) => styles[fact]);
    const { sides } = scene.facts[fact].relation;
    if (
      one.receiverFirst !== other.receiverFirst ||
      sides[1].length === 0 ||
      one.side !== other.side ||
      one.word !== other.word
    )
      return undefined;
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
        const [a, b] = words(scene, after, fact);
        return `'${bare(b)}' is '${bare(a)}' turned round`;
      },
    };
  };

/** "was thanked by Anna" for "Anna thanked". */
export const passive =
  (fact: number): Change =>
  (scene, looks, random) => {
    const which = either(random);
    const style = looks[which].styles[fact];
    const saying = sayingOf(scene.facts[fact], style);
    const [one, other] = looks.map(({ styles }) => styles[fact]);
    if (one.passive !== other.passive || one.receiverFirst !== other.receiverFirst || isBarred(scene, fact))
      return undefined;
    if (!hasPassive(saying) || (!style.passive && style.cleft === 'other')) return undefined;
    return {
      looks: restyled(looks, which, fact, { passive: !style.passive, receiverFirst: false }),
      line: (after) => {
        const at = after[0].styles[fact].passive ? 0 : 1;
        return `'was ${words(scene, after, fact)[at].participle} by' names the doer last`;
      },
    };
  };

/** "gave Ben the book" for "gave the book to Ben". */
export const receiver =
  (fact: number): Change =>
  (scene, looks) => {
    const styles = looks.map((look) => look.styles[fact]);
    const givers = styles.every((style) => sayingOf(scene.facts[fact], style).dative && !style.passive);
    if (!givers || styles[0].receiverFirst !== styles[1].receiverFirst) return undefined;
    const asked = scene.facts[fact].second === GAP;
    if (asked || styles.some(({ cleft }) => cleft === 'other')) return undefined;
    const which = 1;
    return {
      looks: restyled(looks, which, fact, { receiverFirst: !styles[which].receiverFirst }),
      line: (after) => `'${words(scene, after, fact)[1].plain}' may name the receiver first`,
    };
  };

/** "It was Anna who ..." */
export const cleft: Change = (scene, looks, random) => {
  const which = either(random);
  const style = looks[which].styles[0];
  if (scene.facts.length > 1 || looks.some(({ styles }) => styles[0].cleft !== 'none')) return undefined;
  if (looks[which].naming !== 'names' || scene.trades || looks[which].relative) return undefined;
  const part = style.passive || chance(0.5, random) ? 'subject' : 'other';
  if (part === 'other' && scene.rejected !== undefined) return undefined;
  return {
    looks: restyled(looks, which, 0, {
      cleft: part,
      receiverFirst: style.receiverFirst && part === 'subject',
    }),
    line: () => `'it was ...' only puts one part in front`,
  };
};

/** "she", "the former" or "the baker" for a name. */
export const naming: Change = (scene, looks, random) => {
  const choices: Naming[] = scene.trades
    ? ['trades', 'apposition']
    : scene.meeting
      ? ['pronouns', 'ranks']
      : [];
  const free = choices.filter((choice) => looks.every((look) => look.naming !== choice));
  const open = [0, 1].filter((i) => looks[i].naming === 'names' && looks[i].styles[0].cleft === 'none');
  if (free.length === 0 || open.length === 0) return undefined;
  const choice = pick(free, random);
  const which = pick(open, random);
  return {
    looks: changed([looks[0], looks[1]], which, { naming: choice }),
    line: (after) => namingLine(scene, after[which]),
  };
};

function namingLine(scene: Scene, look: Look): string {
  const [one, other] = Object.keys(scene.gender);
  if (look.naming === 'pronouns')
    return `'${scene.gender[one]}' is ${one}, '${scene.gender[other]}' ${other}`;
  const former = look.turned ? other : one;
  if (look.naming === 'ranks') return `the former is ${former}`;
  if (look.naming === 'trades')
    return `the ${scene.trades?.[one]} is ${one}, the ${scene.trades?.[other]} ${other}`;
  return `'${one}, ${tradeOf(scene, one)},' says what ${one} was`;
}

/** "not Carla but Anna" for "Anna, not Carla,". */
export const contrast: Change = (scene, looks, random) => {
  if (scene.rejected === undefined || looks[0].contrast !== looks[1].contrast) return undefined;
  const which = either(random);
  return {
    looks: changed([looks[0], looks[1]], which, { contrast: looks[which].contrast === 2 ? 0 : 2 }),
    line: () => `'not' strikes out the name after it`,
  };
};

/** "wealthy" for "rich". */
export const traitSynonym: Change = (scene, looks, random) => {
  const lines = Object.values(scene.traits ?? {}).map((line) => traits[line]);
  const several = lines.find((line) => line.length > 1);
  if (several === undefined || looks[0].traitWord !== looks[1].traitWord) return undefined;
  return {
    looks: changed([looks[0], looks[1]], either(random), { traitWord: 1 }),
    line: () => `'${several[1]}' means '${several[0]}'`,
  };
};

/** "the baker, who was tall," for "the tall baker". */
export const relative: Change = (scene, looks, random) => {
  if (scene.traits === undefined || looks[0].relative !== looks[1].relative) return undefined;
  const which = either(random);
  if (looks[which].styles[0].cleft !== 'none') return undefined;
  return {
    looks: changed([looks[0], looks[1]], which, { relative: true }),
    line: () => `'who was' goes with the noun before it`,
  };
};

/** "Ben sang after Anna danced" for "Anna danced before Ben sang". */
export const turnedOrder: Change = (scene, looks, random) => {
  if (scene.earlier === undefined || looks[0].turned !== looks[1].turned) return undefined;
  const which = either(random);
  return {
    looks: changed([looks[0], looks[1]], which, { turned: !looks[which].turned }),
    line: () => `'after' is 'before' turned round`,
  };
};

/** "on what day" for "when". */
export const asking: Change = (scene, looks, random) => {
  if (looks[0].asking !== looks[1].asking) return undefined;
  const which = either(random);
  return {
    looks: changed([looks[0], looks[1]], which, { asking: looks[which].asking === 0 ? 1 : 0 }),
    line: (after) => {
      const [one, other] = after.map((look) => wordOf(askedOf(scene), look));
      return `'${other}' asks for the same as '${one}'`;
    },
  };
};

/** The changes that may be tried on statements of so many facts. */
export function changesOfStatements({ facts }: Scene): Change[] {
  const each = facts.flatMap((_, i) => [synonym(i), converse(i), passive(i), receiver(i)]);
  return [...each, cleft, naming, contrast, traitSynonym, relative, turnedOrder];
}

/** The changes that may be tried on questions. */
export function changesOfQuestions(): Change[] {
  return [
    synonym(0),
    converse(0),
    passive(0),
    receiver(0),
    cleft,
    asking,
    naming,
    contrast,
    traitSynonym,
    relative,
  ];
}
