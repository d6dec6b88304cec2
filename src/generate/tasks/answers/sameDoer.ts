import type { Random } from '../../../text/random';
import { chance, pick, pickSome } from '../../choice';
import { sentence } from '../../english';
import type { Wanted } from '../../graded';
import { names } from '../../lexicon/names';
import { occupations } from '../../lexicon/people';
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
  turnedStep,
  verdict,
} from './double';
import { called, clauseText, type Mention, predicate, type Scene } from './words';
import { circumstances, drawCircumstance, drawDeed, drawOther, otherAsk } from './world';

const possible: readonly Change[] = ['turned', 'synonym', 'kind'];

/** Levels 3 to 5: one person did two things. What is asked may be said of the other. */
export function sameDoer(wanted: Wanted, random: Random): Scene {
  const { label, held } = wanted;
  const changes = drawChanges(possible, wanted, random);
  const asks = pick(circumstances, random);
  const deed = drawDeed(asks, held, changes.includes('synonym'), random);
  const other = drawOther(deed, random);
  const otherwise = otherAsk(asks, random);
  const [here, there] = placed(asks, otherwise, label === 0);
  const doer = called(chance(0.6, random) ? pick(names, random) : `the ${pick(occupations, random)}`);
  const side = ({ domain, thing, verb }: typeof deed, says: typeof asks): Side => ({
    told: doing(verb, doer, called(`the ${thing.noun}`), false),
    circumstance: drawCircumstance(says, domain, random),
  });
  const [mine, theirs] = [side(deed, here), side(other, there)];
  const { verb, object, steps } = askedDeed(deed, changes);
  const turned = changes.includes('turned');
  const about = `the ${other.thing.noun}`;
  const question = doing(verb, doer, object, turned);
  return {
    asks,
    question,
    text: sentence(oneSentence(doer, pickSome([mine, theirs], 2, random), random)),
    clauses: clausesOf([mine, theirs]),
    steps: [
      asideStep(about),
      ...(turned ? [turnedStep(question)] : []),
      ...steps,
      verdict(asks, label, mine, elsewhere(theirs, about)),
    ],
  };
}

function oneSentence(doer: Mention, [first, second]: readonly Side[], random: Random): string {
  const [did, alsoDid] = [first, second].map(({ told, circumstance }) => predicate(told, circumstance));
  const { verb, object } = first.told;
  const having = `${verb.gerund} ${object?.object} ${first.circumstance?.words}`;
  return pick(
    [
      () => `${doer.subject}, who ${did}, ${alsoDid}`,
      () => `${clauseText(first.told, first.circumstance)}, and also ${alsoDid}`,
      () => `${clauseText(first.told, first.circumstance)}, but ${alsoDid}`,
      () => `besides ${having}, ${doer.subject} ${alsoDid}`,
      () => `apart from ${having}, ${doer.subject} also ${alsoDid}`,
      () => `it was ${doer.object} who ${did} and who ${alsoDid}`,
    ],
    random,
  )();
}
