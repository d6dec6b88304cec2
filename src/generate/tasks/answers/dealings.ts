import type { Random } from '../../../text/random';
import { chance, pick } from '../../choice';
import { dealings, domains, transfers } from '../../lexicon/deeds';
import { type Change, doing } from './double';
import type { Fact } from './form';
import { called, kindStep, type Mention, plainStep, type Step, synonymStep, type Telling } from './words';

/** What one of two people does to the other, seen from both ends. */
export interface Dealing {
  /** As the text has it. */
  said(doer: Mention, other: Mention): Telling;
  /** As the question has it. */
  asked(doer: Mention, other: Mention): Telling;
  readonly steps: readonly Step[];
  readonly facts: readonly Fact[];
}

/** "Clara visited Walter", or "Walter was visited by Clara". */
export function drawDealing(changes: readonly Change[], random: Random): Dealing {
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
export function drawTransfer(changes: readonly Change[], random: Random): Dealing {
  const { to, from } = pick(transfers, random);
  const thing = pick(domains[0].things, random);
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
