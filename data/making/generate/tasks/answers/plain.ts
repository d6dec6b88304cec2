import type { Random } from '../../../../../src/text/random';
import { chance, pick } from '../../choice';
import { sentence } from '../../english';
import type { Wanted } from '../../graded';
import { names } from '../../lexicon/names';
import { occupations } from '../../lexicon/people';
import type { Ask } from './form';
import { clauseForm, clauseText, plainStep, type Scene, type Step, type Telling } from './words';
import { type Circumstance, circumstances, type Deed, drawCircumstance, drawDeed, otherAsk } from './world';

/** The parts that a question may ask for, with equal probability. */
export const asked: readonly Ask[] = [...circumstances, 'who'];

/** A deed in a separate clause. */
export interface Told {
  readonly telling: Telling;
  readonly circumstance?: Circumstance;
}

/** Level 1: one clause in the question's words. It tells what the question asks, or something else. */
export function plainScene({ label, held }: Wanted, random: Random): Scene {
  const asks = pick(asked, random);
  const told = tell(drawDeed(asks, held, false, random), asks, label, random);
  return scene(asks, told.telling, [told], [verdict(asks, told, label)]);
}

/** A random person who does something. */
export function drawDoer(random: Random): string {
  return chance(0.6, random) ? pick(names, random) : `the ${pick(occupations, random)}`;
}

/** The deed in a clause that tells what the question asks (label 0) or something else. */
export function tell({ domain, thing, verb }: Deed, asks: Ask, label: number, random: Random): Told {
  const doer = drawDoer(random);
  const object = `the ${thing.noun}`;
  if (asks !== 'who') {
    const says = label === 0 ? asks : otherAsk(asks, random);
    return {
      telling: { verb, voice: 'active', subject: doer, object },
      circumstance: drawCircumstance(says, domain, random),
    };
  }
  if (label === 0) return { telling: { verb, voice: 'passive', subject: object, by: doer } };
  return {
    telling: { verb, voice: 'passive', subject: object },
    circumstance: drawCircumstance(otherAsk(asks, random), domain, random),
  };
}

/** The last step: the words that answer the question, or the other question that they answer. */
export function verdict(asks: Ask, { telling, circumstance }: Told, label: number): Step {
  const words = circumstance?.words ?? `by ${telling.by}`;
  if (label === 0) return plainStep(`'${words}' says ${asks}`);
  return plainStep(`'${words}' says ${circumstance?.asks}, not ${asks}`);
}

/** A question about a deed, and the clauses of the text in their order. */
export function scene(
  asks: Ask,
  question: Telling,
  clauses: readonly Told[],
  steps: readonly Step[],
  link = '',
): Scene {
  return {
    asks,
    question: asks === 'who' ? { ...question, by: undefined } : question,
    text: sentence(clauses.map(({ telling, circumstance }) => clauseText(telling, circumstance)).join(link)),
    clauses: clauses.map(({ telling, circumstance }) => clauseForm(telling, circumstance)),
    steps,
  };
}
