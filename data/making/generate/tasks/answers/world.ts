import type { Random } from '../../../../../src/text/random';
import { pick } from '../../choice';
import type { Verb } from '../../english';
import { companies, hows, whens, whys } from '../../lexicon/circumstances';
import { type Domain, domains, type Thing } from '../../lexicon/deeds';
import type { Ask } from './form';

/** The time, place, reason, manner or company of a deed, in words. */
export interface Circumstance {
  readonly asks: Ask;
  readonly words: string;
}

/**
 * A deed to a thing. `verb` is the verb of the sentence, `synonym` another verb of the same meaning, if there is one.
 */
export interface Deed {
  readonly domain: Domain;
  readonly thing: Thing;
  readonly verb: Verb;
  readonly synonym?: Verb;
}

export const circumstances: readonly Ask[] = ['when', 'where', 'why', 'how', 'with whom'];

/** The domain that each question word has only in validation and test. */
export const heldDomains: Readonly<Partial<Record<Ask, string>>> = {
  when: 'publications',
  where: 'vehicles',
  why: 'animals',
  how: 'food',
  'with whom': 'plants',
  who: 'buildings',
};

/** A deed that the question word may ask about; if `held`, a held-out deed. */
export function drawDeed(asks: Ask, held: boolean, needsSynonym: boolean, random: Random): Deed {
  const allowed = domains.filter(({ name }) => (heldDomains[asks] === name) === held);
  return deedIn(pick(allowed, random), needsSynonym, random);
}

/** A deed to a thing of another kind, with another verb. */
export function drawOther({ thing, verb, synonym }: Deed, random: Random): Deed {
  for (;;) {
    const other = deedIn(pick(domains, random), false, random);
    const same = other.verb.plain === verb.plain || other.verb.plain === synonym?.plain;
    if (!same && other.thing.kind !== thing.kind && other.thing.noun !== thing.noun) return other;
  }
}

function deedIn(domain: Domain, needsSynonym: boolean, random: Random): Deed {
  const groups = needsSynonym ? domain.verbs.filter(({ length }) => length > 1) : domain.verbs;
  const group = pick(groups, random);
  const at = random.integer(group.length);
  const others = group.filter((_, i) => i !== at);
  return {
    domain,
    thing: pick(domain.things, random),
    verb: group[at],
    ...(others.length > 0 && { synonym: pick(others, random) }),
  };
}

/** A circumstance of that kind that fits the domain. */
export function drawCircumstance(asks: Ask, domain: Domain | undefined, random: Random): Circumstance {
  const phrases = {
    when: whens,
    where: domain?.places ?? meetingPlaces,
    why: whys,
    how: hows,
    'with whom': companies,
    who: [],
  };
  return { asks, words: pick(phrases[asks], random) };
}

const meetingPlaces = domains[0].places;

/** Another kind of circumstance. */
export function otherAsk(asks: Ask, random: Random): Ask {
  return pick(
    circumstances.filter((ask) => ask !== asks),
    random,
  );
}
