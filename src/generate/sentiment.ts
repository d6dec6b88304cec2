import { derivedSeed, permutation, type Random, seededRandom } from '../text/random';
import type { Example, Task } from '../types';
import { adjectives, degrees, opinions, people, relatives, things, times, verbs } from './lexicon';

export const sentiment: Task = {
  name: 'sentiment',
  labels: ['negative', 'positive'],
  metrics: ['accuracy'],
  pair: false,
};

const sizes = { train: 4000, validation: 800, test: 800 };

/** What a clause says about its thing, and why. */
interface Clause {
  readonly text: string;
  readonly why: string;
}

type Polarity = 'positive' | 'negative';
type Level = (polarity: Polarity, random: Random) => Clause;

/**
 * The five levels of difficulty, easiest first: 1 a plain word of praise or blame, 2 a negation, 3 a contrast whose main
 * clause decides, 4 a contrast with negations, 5 a claim about a claim. Every level uses the same words of praise and
 * blame, so that above the first they do not give the label away.
 */
const levels: readonly Level[] = [plain, negated, contrast, negatedContrast, nested];

/** How many of twenty examples have each level: a small encoder needs many plain ones to learn the words at all. */
const shares = [10, 6, 2, 1, 1];

/** The whole task, the same on every machine: labels in equal numbers at every level, and no sentence twice. */
export function generateSentiment(seed: number): Record<keyof typeof sizes, Example[]> {
  const random = seededRandom(derivedSeed(seed, sentiment.name));
  const total = sizes.train + sizes.validation + sizes.test;
  const seen = new Set<string>();
  const examples = Array.from({ length: total }, (_, i) => {
    const level = levelOf(i % 20);
    return fresh(seen, () => exampleOf(level, Math.floor(i / 20) % 2, random));
  });
  const shuffled = (first: number, size: number) =>
    Array.from(permutation(size, random), (row) => examples[first + row]);
  return {
    train: shuffled(0, sizes.train),
    validation: shuffled(sizes.train, sizes.validation),
    test: shuffled(sizes.train + sizes.validation, sizes.test),
  };
}

function levelOf(place: number): number {
  const ends = shares.map((_, level) => shares.slice(0, level + 1).reduce((sum, share) => sum + share));
  return ends.findIndex((end) => place < end);
}

function fresh(seen: Set<string>, make: () => Example): Example {
  for (;;) {
    const example = make();
    if (seen.has(example.sentence1)) continue;
    seen.add(example.sentence1);
    return example;
  }
}

function exampleOf(level: number, label: number, random: Random): Example {
  const { text, why } = levels[level](label === 1 ? 'positive' : 'negative', random);
  const opener = pick(levels[level] === nested ? opinions : [...opinions, ...times], random);
  const sentence = opener === '' ? text : `${opener} ${text}`;
  const sentence1 = `${sentence[0].toUpperCase()}${sentence.slice(1)}.`;
  return { sentence1, label, difficulty: level + 1, why };
}

function plain(polarity: Polarity, random: Random): Clause {
  return pick([described, felt], random)(polarity, random);
}

function described(polarity: Polarity, random: Random): Clause {
  const adjective = pick(adjectives[polarity], random);
  const degree = pick(degrees, random);
  const phrase = degree === '' ? adjective : `${degree} ${adjective}`;
  return { text: `the ${pick(things, random)} was ${phrase}`, why: `'${adjective}' is ${polarity}` };
}

function felt(polarity: Polarity, random: Random): Clause {
  const [past] = pick(verbs[polarity], random);
  return { text: `${someone(random)} ${past} the ${pick(things, random)}`, why: `'${past}' is ${polarity}` };
}

function negated(polarity: Polarity, random: Random): Clause {
  const word = opposite(polarity);
  const thing = `the ${pick(things, random)}`;
  const adjective = pick(adjectives[word], random);
  const [past, plainForm] = pick(verbs[word], random);
  const because = (negation: string, turned: string) => `'${negation}' turns '${turned}' (${word}) round`;
  return pick(
    [
      { text: `${thing} was not ${adjective}`, why: because('not', adjective) },
      { text: `${thing} was never ${adjective}`, why: because('never', adjective) },
      { text: `${thing} was not ${adjective} at all`, why: because('not', adjective) },
      { text: `${thing} was anything but ${adjective}`, why: because('anything but', adjective) },
      { text: `nobody ${past} ${thing}`, why: because('nobody', past) },
      { text: `${someone(random)} did not ${plainForm} ${thing}`, why: because('not', plainForm) },
    ],
    random,
  );
}

function contrast(polarity: Polarity, random: Random): Clause {
  return contrastOf(plain(polarity, random), plain(opposite(polarity), random), random);
}

function negatedContrast(polarity: Polarity, random: Random): Clause {
  const [main, side] = pick(
    [
      [negated, plain],
      [plain, negated],
      [negated, negated],
    ] as const,
    random,
  );
  return contrastOf(main(polarity, random), side(opposite(polarity), random), random);
}

/** The main clause wins wherever it stands. */
function contrastOf(main: Clause, side: Clause, random: Random): Clause {
  const { text, rule } = pick(
    [
      { text: `although ${side.text}, ${main.text}`, rule: "'although' gives way to the main clause" },
      { text: `${main.text}, although ${side.text}`, rule: "'although' gives way to the main clause" },
      { text: `${main.text}, even if ${side.text}`, rule: "'even if' gives way to the main clause" },
      { text: `${side.text}, but ${main.text}`, rule: "what follows 'but' decides" },
    ],
    random,
  );
  return { text, why: `${rule}; ${main.why}` };
}

/** A clause of level 1 or 2 inside one or two claims about it; two where the clause is plain. */
function nested(polarity: Polarity, random: Random): Clause {
  const twice = random.uniform() < 0.5;
  if (!twice) return claimed(negated, polarity, random);
  return claimed((inner) => claimed(plain, inner, random), polarity, random);
}

/** Wraps a clause in a claim that keeps its polarity or turns it round. */
function claimed(inner: Level, polarity: Polarity, random: Random): Clause {
  const person = `the ${pick(people, random)}`;
  const { text, keeps } = pick(
    [
      { text: 'it is not true that', keeps: false },
      { text: `${person} was wrong to say that`, keeps: false },
      { text: 'I no longer believe that', keeps: false },
      { text: `few agree with ${person} that`, keeps: false },
      { text: 'nobody denies that', keeps: true },
      { text: `${person} was right to say that`, keeps: true },
      { text: 'it would be wrong to deny that', keeps: true },
      { text: `most agree with ${person} that`, keeps: true },
    ],
    random,
  );
  const clause = inner(keeps ? polarity : opposite(polarity), random);
  return {
    text: `${text} ${clause.text}`,
    why: `'${text}' ${keeps ? 'keeps' : 'turns round'} this: ${clause.why}`,
  };
}

function someone(random: Random): string {
  const person = pick(people, random);
  const relative = pick(relatives, random);
  return pick(['we', 'they', 'I', `the ${person}`, `my ${relative}`, `every ${person}`], random);
}

function opposite(polarity: Polarity): Polarity {
  return polarity === 'positive' ? 'negative' : 'positive';
}

function pick<T>(choices: readonly T[], random: Random): T {
  return choices[random.integer(choices.length)];
}
