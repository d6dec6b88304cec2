import type { Random } from '../../../text/random';
import { chance, pick } from '../../choice';
import type { Wanted } from '../../graded';
import { dealings, domains, type Thing, transfers } from '../../lexicon/deeds';
import {
  asideStep,
  type Change,
  castFacts,
  clausesOf,
  doing,
  drawCast,
  drawChanges,
  type Side,
  told,
} from './double';
import type { Fact } from './form';
import {
  called,
  kindStep,
  type Mention,
  plainStep,
  type Scene,
  type Step,
  synonymStep,
  type Telling,
} from './words';
import { circumstances, drawCircumstance, drawCouple, drawDeed, otherAsk } from './world';

/** What one of two people does to the other, seen from both ends. */
interface Dealing {
  /** As the text has it. */
  said(doer: Mention, other: Mention): Telling;
  /** As the question has it. */
  asked(doer: Mention, other: Mention): Telling;
  readonly steps: readonly Step[];
  readonly facts: readonly Fact[];
}

/** Levels 3 to 5: who did it to whom. The question may have the two the other way round, or ask what is said elsewhere. */
export function roles(wanted: Wanted, random: Random): Scene {
  const { label } = wanted;
  const dealt = chance(0.5, random);
  const possible: readonly Change[] = dealt
    ? ['turned', 'synonym', 'mention']
    : ['turned', 'kind', 'mention'];
  const changes = drawChanges(possible, wanted, random);
  const names = drawCouple(random);
  const cast = drawCast(names, 0, changes, random);
  const dealing = (dealt ? drawDealing : drawTransfer)(changes, random);
  const asks = pick(circumstances, random);
  const swapped = chance(0.7, random);
  const otherwise = otherAsk(asks, random);
  const [here, there] = label === 0 || swapped ? [asks, otherwise] : [otherwise, asks];
  const [one, other] = chance(0.5, random) ? [0, 1] : [1, 0];
  const aside = drawDeed(asks, false, false, random);
  const mine: Side = {
    told: dealing.said(cast.mentions[one], cast.mentions[other]),
    circumstance: drawCircumstance(here, undefined, random),
  };
  const theirs: Side = {
    told: doing(
      aside.verb,
      pick(cast.mentions, random),
      called(`the ${aside.thing.noun}`),
      chance(0.2, random),
    ),
    circumstance: drawCircumstance(there, aside.domain, random),
  };
  const [asker, askedOf] = swapped && label === 1 ? [other, one] : [one, other];
  const verdict = swapped
    ? `in the question ${names[one]} and ${names[other]} are exchanged`
    : `'${theirs.circumstance?.words}' is about the ${aside.thing.noun}`;
  return {
    asks,
    question: dealing.asked(called(names[asker]), called(names[askedOf])),
    text: told(cast.opening, [mine, theirs], random),
    clauses: clausesOf([mine, theirs]),
    facts: [...castFacts(cast), ...dealing.facts],
    steps: [
      asideStep(`the ${aside.thing.noun}`),
      ...dealing.steps,
      ...(changes.includes('mention') ? [whoIsWho(cast.mentions, names)] : []),
      plainStep(label === 0 ? `'${mine.circumstance?.words}' says ${asks}` : verdict),
    ],
  };
}

/** "Clara visited Walter", or "Walter was visited by Clara". */
function drawDealing(changes: readonly Change[], random: Random): Dealing {
  const wantsSynonym = changes.includes('synonym');
  const group = pick(
    dealings.filter(({ length }) => !wantsSynonym || length > 1),
    random,
  );
  const [verb, synonym] = chance(0.5, random) ? group : [...group].reverse();
  const turned = changes.includes('turned');
  const passiveText = chance(0.5, random);
  const meant = wantsSynonym ? synonym : verb;
  const passiveQuestion = turned !== passiveText;
  return {
    said: (doer, other) => doing(verb, doer, other, passiveText),
    asked: (doer, other) => doing(meant, doer, other, passiveQuestion),
    steps: [
      ...(turned ? [plainStep(`passive: '${verb.participle} by' names the doer`)] : []),
      ...(wantsSynonym ? [synonymStep(verb, meant)] : []),
    ],
    facts: [],
  };
}

/** "Clara sold the guitar to Walter", or "Walter bought the guitar from Clara". */
function drawTransfer(changes: readonly Change[], random: Random): Dealing {
  const { to, from } = pick(transfers, random);
  const thing: Thing = pick(domains[0].things, random);
  const general = changes.includes('kind');
  const turned = changes.includes('turned');
  const textTo = chance(0.5, random);
  const handed = (giving: boolean, object: Mention) => (doer: Mention, other: Mention) => {
    if (giving) return { verb: to, voice: 'active', subject: doer, object, tail: ['to', other] } as const;
    return { verb: from, voice: 'active', subject: other, object, tail: ['from', doer] } as const;
  };
  const kind = kindStep(thing);
  return {
    said: handed(textTo, called(`the ${thing.noun}`)),
    asked: handed(textTo !== turned, called(general ? kind.facts[0][2] : `the ${thing.noun}`)),
    steps: [
      ...(turned ? [plainStep(`'${to.past} to' is '${from.past} from' seen from the other end`)] : []),
      ...(general ? [kind] : []),
    ],
    facts: turned ? [['converse', to.plain, from.plain]] : [],
  };
}

/** "'she' is Clara and 'he' is Walter". */
function whoIsWho(mentions: readonly [Mention, Mention], names: readonly [string, string]): Step {
  return plainStep(mentions.map(({ key }, i) => `'${key}' is ${names[i]}`).join(' and '));
}
