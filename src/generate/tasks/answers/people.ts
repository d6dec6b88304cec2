import type { Random } from '../../../text/random';
import { chance, pick } from '../../choice';
import type { Wanted } from '../../graded';
import { askedName, type Cast, castFacts, castSteps, drawCast } from './cast';
import {
  asideStep,
  askedDeed,
  type Change,
  clausesOf,
  doing,
  drawChanges,
  elsewhere,
  placed,
  type Side,
  told,
  turnedStep,
  verdict,
} from './double';
import type { Ask } from './form';
import { called, type Scene } from './words';
import {
  circumstances,
  type Deed,
  drawCircumstance,
  drawCouple,
  drawDeed,
  drawOther,
  otherAsk,
} from './world';

const possible: readonly Change[] = ['turned', 'synonym', 'kind', 'mention', 'relation'];

/** Levels 3 to 5: two people, each with a deed. What is asked may be said of the other deed, or it was the other's. */
export function twoPeople(wanted: Wanted, random: Random): Scene {
  const changes = drawChanges(possible, wanted, random);
  const asks = pick(circumstances, random);
  const deed = drawDeed(asks, wanted.held, changes.includes('synonym'), random);
  const other = drawOther(deed, random);
  const parts = drawParts(wanted.label, changes, random);
  const { cast, doer, asked, swapped } = parts;
  const passive = changes.includes('turned') && chance(0.5, random);
  const [mine, theirs] = drawSides(asks, wanted.label, [deed, other], parts, passive, random);
  const { verb, object, steps } = askedDeed(deed, changes);
  const question = doing(verb, askedName(cast, asked), object, changes.includes('turned') && !passive);
  const about = `the ${other.thing.noun}`;
  const otherwise = swapped
    ? `it was ${cast.names[doer]}, not ${cast.names[asked]}`
    : elsewhere(theirs, about);
  return {
    asks,
    question,
    text: told(cast.opening, [mine, theirs], random),
    clauses: clausesOf([mine, theirs]),
    facts: castFacts(cast),
    steps: [
      asideStep(about),
      ...(changes.includes('turned') ? [turnedStep(passive ? mine.told : question)] : []),
      ...steps,
      ...castSteps(cast, doer),
      verdict(asks, wanted.label, mine, otherwise),
    ],
  };
}

/** Who did the deed asked about, and whom the question names: the other one, where that is why it is not answered. */
interface Parts {
  readonly cast: Cast;
  readonly doer: number;
  readonly asked: number;
  readonly swapped: boolean;
}

function drawParts(label: number, changes: readonly Change[], random: Random): Parts {
  const personal = changes.includes('mention') || changes.includes('relation');
  const swapped = chance(personal ? 0.7 : 0.3, random);
  const doer = random.integer(2);
  const asked = swapped && label === 1 ? 1 - doer : doer;
  return { cast: drawCast(drawCouple(random), asked, changes, random), doer, asked, swapped };
}

/** Both deeds as told. Where the persons decide, both say what is asked for. */
function drawSides(
  asks: Ask,
  label: number,
  [deed, other]: readonly [Deed, Deed],
  { cast, doer, swapped }: Parts,
  passive: boolean,
  random: Random,
): [Side, Side] {
  const otherwise = swapped ? asks : otherAsk(asks, random);
  const [here, there] = placed(asks, otherwise, label === 0 || swapped);
  const side = ({ verb, thing, domain }: Deed, person: number, says: Ask, turned: boolean): Side => ({
    told: doing(verb, cast.mentions[person], called(`the ${thing.noun}`), turned),
    circumstance: drawCircumstance(says, domain, random),
  });
  return [side(deed, doer, here, passive), side(other, 1 - doer, there, chance(0.2, random))];
}
