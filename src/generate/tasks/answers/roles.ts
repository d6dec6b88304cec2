import type { Random } from '../../../text/random';
import { chance, pick } from '../../choice';
import type { Wanted } from '../../graded';
import { type Cast, castFacts, drawCast } from './cast';
import { drawDealing, drawTransfer } from './dealings';
import {
  asideStep,
  type Change,
  clausesOf,
  doing,
  drawChanges,
  elsewhere,
  placed,
  type Side,
  told,
  verdict,
} from './double';
import type { Ask } from './form';
import { called, type Mention, plainStep, type Scene, type Step } from './words';
import { circumstances, type Deed, drawCircumstance, drawCouple, drawDeed, otherAsk } from './world';

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
  const [here, there] = placed(asks, otherwise, label === 0 || swapped);
  const [one, other] = chance(0.5, random) ? [0, 1] : [1, 0];
  const aside = drawDeed(asks, false, false, random);
  const mine: Side = {
    told: dealing.said(cast.mentions[one], cast.mentions[other]),
    circumstance: drawCircumstance(here, undefined, random),
  };
  const theirs = drawAside(aside, cast, there, random);
  const [asker, askedOf] = swapped && label === 1 ? [other, one] : [one, other];
  const about = `the ${aside.thing.noun}`;
  const exchanged = `in the question ${names[one]} and ${names[other]} are exchanged`;
  return {
    asks,
    question: dealing.asked(called(names[asker]), called(names[askedOf])),
    text: told(cast.opening, [mine, theirs], random),
    clauses: clausesOf([mine, theirs]),
    facts: [...castFacts(cast), ...dealing.facts],
    steps: [
      asideStep(about),
      ...dealing.steps,
      ...(changes.includes('mention') ? [whoIsWho(cast.mentions, names)] : []),
      verdict(asks, label, mine, swapped ? exchanged : elsewhere(theirs, about)),
    ],
  };
}

/** What one of the two did besides. */
function drawAside({ verb, thing, domain }: Deed, { mentions }: Cast, says: Ask, random: Random): Side {
  return {
    told: doing(verb, pick(mentions, random), called(`the ${thing.noun}`), chance(0.2, random)),
    circumstance: drawCircumstance(says, domain, random),
  };
}

/** "'she' is Clara and 'he' is Walter". */
function whoIsWho(mentions: readonly [Mention, Mention], names: readonly [string, string]): Step {
  return plainStep(mentions.map(({ key }, i) => `'${key}' is ${names[i]}`).join(' and '));
}
