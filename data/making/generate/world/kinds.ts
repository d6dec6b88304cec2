/** Statements about kinds: of things, jobs and towns. */
import type { Random } from '../../../../src/text/random';
import { pick, pickSome } from '../choice';
import { enumerated, plural, withArticle } from '../english';
import { deeds } from '../lexicon/events';
import { towns } from '../lexicon/places';
import { type Kind, kinds, superkinds } from '../lexicon/things';
import { trades } from '../lexicon/trades';
import type { Statement } from './statement';

/** Three members of a kind, and a member of a clearly different kind. */
interface Company {
  readonly kind: string;
  readonly members: readonly string[];
  readonly otherKind: string;
  readonly other: string;
}

/** Groups of similar kinds, which are not contrasted: a cherry is a fruit, but it grows on a tree. */
const sorts: readonly (readonly Kind[])[] = [
  ['bird', 'mammal', 'fish', 'insect'],
  ['tree', 'flower', 'fruit', 'vegetable', 'dish', 'drink'],
  ['tool', 'instrument'],
  ['vehicle', 'boat'],
  ['garment', 'jewel'],
  ['piece of furniture', 'container'],
  ['publication', 'work of art'],
];
const allKinds = Object.keys(kinds) as Kind[];
const isAnimal = (kind: Kind) => sorts[0].includes(kind);

function thingsAndOther(random: Random): Company {
  const kind = drawKind(random);
  const near = sorts.find((sort) => sort.includes(kind)) ?? [];
  const apart = allKinds.filter((other) => other !== kind && (isAnimal(kind) || !near.includes(other)));
  const otherKind = pick(apart, random);
  return {
    kind,
    members: pickSome(kinds[kind], 3, random),
    otherKind,
    other: pick(kinds[otherKind], random),
  };
}

/** A random kind, in proportion to its number of members. */
function drawKind(random: Random): Kind {
  return pick(
    allKinds.flatMap((kind) => Array<Kind>(kinds[kind].length).fill(kind)),
    random,
  );
}

function jobsAndOther(random: Random): Company {
  const [kind, otherKind] = pickSome([...trades.keys()], 2, random);
  const jobs = (trade: string) => trades.get(trade) ?? [];
  return { kind, members: pickSome(jobs(kind), 3, random), otherKind, other: pick(jobs(otherKind), random) };
}

/** "a cow", but "milk". */
const one = (noun: string) => (isDrink(noun) ? noun : withArticle(noun));
const isDrink = (noun: string) => (kinds.drink as readonly string[]).includes(noun);
/** "cows", but "milk"; "pieces of furniture". */
const many = (noun: string) => {
  if (isDrink(noun)) return noun;
  const [head, of] = noun.split(' of ');
  return of === undefined ? plural(noun) : `${plural(head)} of ${of}`;
};

const memberships: readonly ((company: Company) => string)[] = [
  ({ kind, members }) => `${enumerated(members.map(one))} are ${many(kind)}`,
  ({ kind, members }) => `${enumerated(members.map(many))} are all ${many(kind)}`,
  ({ kind, members: [a, b] }) => `${one(a)} is ${one(kind)}, and so is ${one(b)}`,
  ({ kind, members }) => `among the ${many(kind)} are ${enumerated(members.map(many))}`,
  ({ kind, members: [a] }) => `${isDrink(a) ? `all ${a}` : `every ${a}`} is ${one(kind)}`,
  ({ kind, members: [a], otherKind, other }) =>
    `${one(a)} is ${one(kind)}, and ${one(other)} is ${one(otherKind)}`,
  ({ kind, members: [a], otherKind }) => `${one(a)} is ${one(kind)} and not ${one(otherKind)}`,
  ({ kind, members: [a, b], other }) => `${one(a)} and ${one(b)} are ${many(kind)}, but ${one(other)} is not`,
];

const kindNamed: Statement = (random) => pick(memberships, random)(thingsAndOther(random));

/** "Whoever photographed a robin photographed a bird." */
const kindInDeed: Statement = (random) => {
  const { verbs, kinds: of } = pick(deeds, random);
  const kind = pick(of, random);
  const { past, plain } = pick(verbs, random);
  const [member, whole] = [pick(kinds[kind], random), kind].map(one);
  return pick(
    [
      `whoever ${past} ${member} ${past} ${whole}`,
      `to ${plain} ${member} is to ${plain} ${whole}`,
      `they ${past} ${member}, so they ${past} ${whole}`,
      `they ${past} no ${many(kind)}, so they did not ${plain} ${member}`,
    ],
    random,
  );
};

/** "A robin is a bird, and every bird is an animal." */
const superkind: Statement = (random) => {
  const [kind, above] = pick(Object.entries(superkinds) as [Kind, string][], random);
  const [a, b] = pickSome(kinds[kind], 2, random);
  return pick(
    [
      `${one(a)} is ${one(kind)}, and every ${kind} is ${one(above)}`,
      `${one(a)} and ${one(b)} are ${many(kind)}, so they are ${many(above)}`,
      `${many(kind)} such as ${many(a)} and ${many(b)} are ${many(above)}`,
    ],
    random,
  );
};

export const thing: Statement = (random) =>
  pick([kindNamed, kindNamed, kindNamed, kindInDeed, superkind], random)(random);

export const job: Statement = (random) => pick(memberships, random)(jobsAndOther(random));

const countries = [...new Set(towns.values())];
const townsOf = (country: string) => [...towns.keys()].filter((name) => towns.get(name) === country);

/** "Rome and Milan are towns in Italy." */
export const town: Statement = (random) => {
  const [country, other] = pickSome(countries, 2, random);
  const [a, b] = pickSome(townsOf(country), 2, random);
  const far = pick(townsOf(other), random);
  return pick(
    [
      `${a} and ${b} are towns in ${country}`,
      `whoever lives in ${a} lives in ${country}`,
      `${a} is in ${country}, and ${far} is in ${other}`,
      `${a} is a town in ${country}, not in ${other}`,
      `${a} is in ${country}, and so is ${b}`,
    ],
    random,
  );
};
