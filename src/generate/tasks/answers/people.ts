import type { Random } from '../../../text/random';
import { chance, pick } from '../../choice';
import type { Wanted } from '../../graded';
import {
  asideStep,
  askedDeed,
  askedName,
  type Change,
  castFacts,
  castSteps,
  clausesOf,
  doing,
  drawCast,
  drawChanges,
  type Side,
  told,
  turnedStep,
} from './double';
import { called, plainStep, type Scene } from './words';
import { circumstances, drawCircumstance, drawCouple, drawDeed, drawOther, otherAsk } from './world';

const possible: readonly Change[] = ['turned', 'synonym', 'kind', 'mention', 'relation'];

/** Levels 3 to 5: two people, each with a deed. What is asked may be said of the other deed, or it was the other's. */
export function twoPeople(wanted: Wanted, random: Random): Scene {
  const { label, held } = wanted;
  const changes = drawChanges(possible, wanted, random);
  const asks = pick(circumstances, random);
  const deed = drawDeed(asks, held, changes.includes('synonym'), random);
  const other = drawOther(deed, random);
  const personal = changes.includes('mention') || changes.includes('relation');
  const swapped = chance(personal ? 0.7 : 0.3, random);
  const doer = random.integer(2);
  const asked = swapped && label === 1 ? 1 - doer : doer;
  const cast = drawCast(drawCouple(random), asked, changes, random);
  const otherwise = swapped ? asks : otherAsk(asks, random);
  const [here, there] = label === 0 || swapped ? [asks, otherwise] : [otherwise, asks];
  const turned = changes.includes('turned');
  const passive = turned && chance(0.5, random);
  const mine: Side = {
    told: doing(deed.verb, cast.mentions[doer], called(`the ${deed.thing.noun}`), passive),
    circumstance: drawCircumstance(here, deed.domain, random),
  };
  const theirs: Side = {
    told: doing(other.verb, cast.mentions[1 - doer], called(`the ${other.thing.noun}`), chance(0.2, random)),
    circumstance: drawCircumstance(there, other.domain, random),
  };
  const { verb, object, steps } = askedDeed(deed, changes);
  const question = doing(verb, askedName(cast, asked), object, turned && !passive);
  const verdict = swapped
    ? `it was ${cast.names[doer]}, not ${cast.names[asked]}`
    : `'${theirs.circumstance?.words}' is about the ${other.thing.noun}`;
  return {
    asks,
    question,
    text: told(cast.opening, [mine, theirs], random),
    clauses: clausesOf([mine, theirs]),
    facts: castFacts(cast),
    steps: [
      asideStep(`the ${other.thing.noun}`),
      ...(turned ? [turnedStep(passive ? mine.told : question)] : []),
      ...steps,
      ...castSteps(cast, doer),
      plainStep(label === 0 ? `'${mine.circumstance?.words}' says ${asks}` : verdict),
    ],
  };
}
