import type { Random } from '../../../text/random';
import { chance, pick } from '../../choice';
import type { Wanted } from '../../graded';
import { names } from '../../lexicon/names';
import { occupations } from '../../lexicon/people';
import { asideStep, askedDeed, type Change, clausesOf, drawChanges, type Side, told } from './double';
import { called, plainStep, type Scene, type Telling } from './words';
import { circumstances, type Deed, drawCircumstance, drawDeed, drawOther } from './world';

/** Levels 3 to 5: two passives, one that names the doer and one that says when, where, why, how or with whom. */
export function unnamedDoer(wanted: Wanted, random: Random): Scene {
  const { label, held, level } = wanted;
  const otherwise = pick(circumstances, random);
  const asks = level === 5 || chance(0.5, random) ? 'who' : otherwise;
  const possible: readonly Change[] = asks === 'who' ? ['turned', 'synonym', 'kind'] : ['synonym', 'kind'];
  const changes = drawChanges(possible, wanted, random);
  const deed = drawDeed(asks, held, changes.includes('synonym'), random);
  const other = drawOther(deed, random);
  const doer = called(chance(0.6, random) ? pick(names, random) : `the ${pick(occupations, random)}`);
  const side = ({ verb, thing, domain }: Deed, names: boolean): Side => {
    const passive: Telling = { verb, voice: 'passive', subject: called(`the ${thing.noun}`) };
    if (names) return { told: { ...passive, by: doer } };
    return { told: passive, circumstance: drawCircumstance(otherwise, domain, random) };
  };
  const namesMine = (asks === 'who') === (label === 0);
  const [mine, theirs] = [side(deed, namesMine), side(other, !namesMine)];
  const answer = asks === 'who' ? `by ${doer.object}` : (mine.circumstance ?? theirs.circumstance)?.words;
  const { verb, object, steps } = askedDeed(deed, changes);
  const turned = changes.includes('turned');
  return {
    asks,
    question: turned ? { verb, voice: 'active', object } : { verb, voice: 'passive', subject: object },
    text: told('', [mine, theirs], random),
    clauses: clausesOf([mine, theirs]),
    steps: [
      asideStep(`the ${other.thing.noun}`),
      ...(turned ? [plainStep("a passive names the doer with 'by'")] : []),
      ...steps,
      plainStep(label === 0 ? `'${answer}' says ${asks}` : `'${answer}' is about the ${other.thing.noun}`),
    ],
  };
}
