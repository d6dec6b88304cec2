import type { Random } from '../../../text/random';
import { chance, pick, pickSome } from '../../choice';
import { sentence, type Verb, withArticle } from '../../english';
import type { Wanted } from '../../graded';
import type { Ask, Clause } from './form';
import {
  called,
  clauseForm,
  clauseText,
  kindStep,
  type Mention,
  plainStep,
  type Step,
  synonymStep,
  type Telling,
} from './words';
import type { Circumstance, Deed } from './world';

/** What may stand between the question's words and the clause's. */
export type Change = 'turned' | 'synonym' | 'kind' | 'mention' | 'relation';

/** As many changes as the level has room for, beside the clause that is set aside and the verdict. */
export function drawChanges(
  possible: readonly Change[],
  { level }: Wanted,
  random: Random,
): readonly Change[] {
  return pickSome(possible, level - 2, random);
}

/** What the question calls the deed and its thing, and the steps from one to the other. */
export function askedDeed({ verb, synonym, thing }: Deed, changes: readonly Change[]) {
  const renamed = changes.includes('synonym') && synonym ? synonym : verb;
  const general = changes.includes('kind');
  return {
    verb: renamed,
    object: called(general ? withArticle(thing.kind) : `the ${thing.noun}`),
    steps: [...(renamed === verb ? [] : [synonymStep(verb, renamed)]), ...(general ? [kindStep(thing)] : [])],
  };
}

/** Both clauses after the opening, in a sentence. */
function joined(opening: string, first: string, second: string, random: Random): string {
  const link = pick([', and', ', but', ', whereas', ', while', ';'], random);
  const both = `${first}${link} ${second}`;
  if (opening === '') return sentence(both);
  return chance(0.5, random) ? `${sentence(opening)} ${sentence(both)}` : sentence(`${opening}; ${both}`);
}

/** One deed as the text tells it. */
export interface Side {
  readonly told: Telling;
  readonly circumstance?: Circumstance;
}

/** Both clauses in random order, after the opening. */
export function told(opening: string, sides: readonly [Side, Side], random: Random): string {
  const [first, second] = pickSome(sides, 2, random);
  const clause = ({ told, circumstance }: Side) => clauseText(told, circumstance);
  return joined(opening, clause(first), clause(second), random);
}

/** The clauses as the form keeps them. */
export function clausesOf(sides: readonly Side[]): Clause[] {
  return sides.map(({ told, circumstance }) => clauseForm(told, circumstance));
}

/** "she sold the guitar", or "the guitar was sold by her". */
export function doing(verb: Verb, doer: Mention, object: Mention, passive: boolean): Telling {
  if (passive) return { verb, voice: 'passive', subject: object, by: doer };
  return { verb, voice: 'active', subject: doer, object };
}

/** "'sold by' names the doer, Clara". */
export function turnedStep({ by, verb }: Telling): Step {
  return plainStep(`'${verb.participle} by' names the doer, ${by?.key}`);
}

/** "the door is beside the point". */
export function asideStep(about: string): Step {
  return plainStep(`${about} is beside the point`);
}

/** What the asked clause and the other one say: the circumstance asked for is in the asked one where it is an answer. */
export function placed(asks: Ask, otherwise: Ask, answered: boolean): readonly [here: Ask, there: Ask] {
  return answered ? [asks, otherwise] : [otherwise, asks];
}

/** The last step: the words that answer, or why there are none. */
export function verdict(asks: Ask, label: number, { circumstance }: Side, otherwise: string): Step {
  return plainStep(label === 0 ? `'${circumstance?.words}' says ${asks}` : otherwise);
}

/** "'in March' is about the door". */
export function elsewhere({ circumstance }: Side, about: string): string {
  return `'${circumstance?.words}' is about ${about}`;
}
