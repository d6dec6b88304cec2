import type { Random } from '../../../text/random';
import { chance, pick } from '../../choice';
import { sentence, withArticle } from '../../english';
import type { Wanted } from '../../graded';
import { names } from '../../lexicon/names';
import { occupations } from '../../lexicon/people';
import type { Ask } from './form';
import {
  called,
  clauseForm,
  clauseText,
  kindStep,
  plainStep,
  type Scene,
  type Step,
  synonymStep,
  type Telling,
} from './words';
import { type Circumstance, circumstances, type Deed, drawCircumstance, drawDeed, otherAsk } from './world';

const asked: readonly Ask[] = [...circumstances, 'who'];

/** Level 1: one clause in the question's own words; what is asked is said, or something else is. */
export function plainScene({ label, held }: Wanted, random: Random): Scene {
  const asks = pick(asked, random);
  const deed = drawDeed(asks, held, false, random);
  const told = tell(deed, asks, label, random);
  return single(asks, told.telling, told, [verdict(asks, told, label)]);
}

/** Level 2: the same, and the question puts the deed another way. */
export function reworded({ label, held }: Wanted, random: Random): Scene {
  const asks = pick(asked, random);
  return pick([passive, synonym, kind], random)(asks, label, held, random);
}

function passive(asks: Ask, label: number, held: boolean, random: Random): Scene {
  const told = tell(drawDeed(asks, held, false, random), asks, label, random);
  const { telling } = told;
  if (asks === 'who') {
    const question: Telling = { verb: telling.verb, voice: 'active', object: telling.subject };
    return single(asks, question, told, [
      plainStep(`a passive names the doer with 'by'`),
      verdict(asks, told, label),
    ]);
  }
  const turned: Telling = {
    verb: telling.verb,
    voice: 'passive',
    subject: telling.object,
    by: telling.subject,
  };
  const step = plainStep(
    `${telling.subject?.object} is the one who ${telling.verb.past} ${telling.object?.object}`,
  );
  const steps = [step, verdict(asks, told, label)];
  if (chance(0.5, random)) return single(asks, turned, told, steps);
  return single(asks, telling, { ...told, telling: turned }, steps);
}

function synonym(asks: Ask, label: number, held: boolean, random: Random): Scene {
  const deed = drawDeed(asks, held, true, random);
  const { verb, synonym: meant = verb } = deed;
  const foreign = label === 1 && chance(0.5, random);
  const said = foreign ? otherVerb(deed, random) : verb;
  const told = tell({ ...deed, verb: said }, asks, foreign ? 0 : label, random);
  const question = { ...told.telling, verb: meant };
  if (!foreign) return single(asks, question, told, [synonymStep(verb, meant), verdict(asks, told, label)]);
  return single(asks, question, told, [
    plainStep(`'${told.circumstance?.words ?? 'by'}' says ${asks}`),
    plainStep(`but '${said.past}' does not mean '${meant.past}'`),
  ]);
}

function kind(asks: Ask, label: number, held: boolean, random: Random): Scene {
  const deed = drawDeed(asks, held, false, random);
  const { thing } = deed;
  const strangers = deed.domain.things.filter(({ kind }) => kind !== thing.kind);
  const foreign = label === 1 && strangers.length > 0 && chance(0.5, random);
  const told = tell(deed, asks, foreign ? 0 : label, random);
  const asked = called(withArticle(foreign ? pick(strangers, random).kind : thing.kind));
  const { telling } = told;
  const question: Telling = asks === 'who' ? { ...telling, subject: asked } : { ...telling, object: asked };
  if (!foreign) return single(asks, question, told, [kindStep(thing), verdict(asks, told, label)]);
  return single(asks, question, told, [
    plainStep(`'${told.circumstance?.words ?? 'by'}' says ${asks}`),
    plainStep(`but ${withArticle(thing.noun)} is not ${asked.object}`),
  ]);
}

/** A verb of the same domain that means something else. */
function otherVerb({ domain, verb }: Deed, random: Random) {
  const groups = domain.verbs.filter((group) => group.every(({ plain }) => plain !== verb.plain));
  return pick(pick(groups, random), random);
}

interface Told {
  readonly telling: Telling;
  readonly circumstance?: Circumstance;
}

/** The deed in a clause that says what is asked (label 0), or says something else instead. */
function tell({ domain, thing, verb }: Deed, asks: Ask, label: number, random: Random): Told {
  const doer = called(chance(0.6, random) ? pick(names, random) : `the ${pick(occupations, random)}`);
  const object = called(`the ${thing.noun}`);
  const circumstance = drawCircumstance(
    label === 0 && asks !== 'who' ? asks : otherAsk(asks, random),
    domain,
    random,
  );
  if (asks !== 'who') return { telling: { verb, voice: 'active', subject: doer, object }, circumstance };
  if (label === 0) return { telling: { verb, voice: 'passive', subject: object, by: doer } };
  return { telling: { verb, voice: 'passive', subject: object }, circumstance };
}

function verdict(asks: Ask, { telling, circumstance }: Told, label: number): Step {
  const words = circumstance?.words ?? `by ${telling.by?.object}`;
  if (label === 0) return plainStep(`'${words}' says ${asks}`);
  return plainStep(`'${words}' says ${circumstance?.asks}, not ${asks}`);
}

function single(
  asks: Ask,
  question: Telling,
  { telling, circumstance }: Told,
  steps: readonly Step[],
): Scene {
  const unasked = asks === 'who' ? { ...question, by: undefined } : question;
  return {
    asks,
    question: unasked,
    text: sentence(clauseText(telling, circumstance)),
    clauses: [clauseForm(telling, circumstance)],
    steps,
  };
}
