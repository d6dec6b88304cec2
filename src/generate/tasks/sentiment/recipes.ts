/** How the clauses are put together, level by level; nothing here knows which label is wanted. */

import type { Random } from '../../../text/random';
import { chance, pick, pickSome } from '../../choice';
import { men, names, women } from '../../lexicon/names';
import { feelings } from '../../lexicon/opinions';
import { occupations } from '../../lexicon/people';
import { days } from '../../lexicon/times';
import {
  again,
  type Clause,
  clause,
  type Draw,
  judgedVoice,
  ownVoice,
  reportedVoice,
  sideOf,
  type Thing,
  twoThings,
} from './clauses';
import {
  bare,
  called,
  chosen,
  contrasted,
  flipped,
  judged,
  type Opinion,
  type Sign,
  turned,
  wordOpinion,
} from './opinion';

export type Recipe = (draw: Draw) => Clause;

const anySign = ({ random }: Draw): Sign => (random.integer(2) ? 1 : -1);
const writer = ({ random }: Draw): string => pick(['I', 'I', 'we'], random);

// ---- level 1: one word ----

const plain: Recipe = (draw) => {
  const [thing] = lodgingFirst(draw);
  const { text, opinion } = clause(thing, { sign: anySign(draw), negated: false }, someVoice(draw), draw);
  const [opener, tail] = pick(frames, draw.random);
  return { text: `${opener} ${text} ${tail}`, opinion };
};

const frames: readonly (readonly [opener: string, tail: string])[] = [
  ['', 'that evening'],
  ['', 'this year'],
  ['', 'that day'],
  ['', 'after all'],
  ['in the end', ''],
  ['this time', ''],
  ['last week', ''],
  ['to be honest,', ''],
  ['once again', ''],
  ['as I remember it,', ''],
];

function someVoice(draw: Draw) {
  return pick(
    [ownVoice(writer(draw)), ownVoice('everybody'), ownVoice('my sister'), ownVoice('our neighbours')],
    draw.random,
  );
}

/** Two things, the lodging first where it has to bear the verb. */
function lodgingFirst(draw: Draw): [Thing, Thing] {
  const [one, other] = twoThings(draw);
  return draw.held && other.topic === 'lodging' ? [other, one] : [one, other];
}

// ---- level 2: one thing more ----

const negatedClause: Recipe = (draw) => {
  const [thing] = lodgingFirst(draw);
  const { text, opinion } = clause(
    thing,
    { sign: anySign(draw), negated: true },
    ownVoice(writer(draw)),
    draw,
  );
  const [opener, tail] = pick(frames, draw.random);
  return { text: `${opener} ${text} ${tail}`, opinion };
};

const beside: Recipe = (draw) => {
  const [thing] = lodgingFirst(draw);
  const aside = pick(thing.topic === 'staff' ? personAsides : asides, draw.random);
  const mention = `the ${thing.name}, ${aside},`;
  const say = { sign: anySign(draw), negated: false, mention };
  const { text, opinion } = clause(thing, say, ownVoice(writer(draw)), draw);
  return { text: text.replace(/,$/, ''), opinion: bare('the aside has no bearing', opinion) };
};

const asides = [
  'which my neighbour had mentioned',
  'which was new to me',
  'about which I had read in the newspaper',
  'which my sister knew from last year',
  'as far as I can remember',
  'like everything else that day',
  'which we came to know in May',
];
const personAsides = [
  'whom my neighbour had mentioned',
  'who was new to me',
  'whom my sister knew from last year',
  'as far as I can remember',
  'like everybody else that day',
];

const expected: Recipe = (draw) => {
  const [thing] = lodgingFirst(draw);
  const sign = anySign(draw);
  const { text, opinion } = clause(
    thing,
    { sign, negated: false, mention: again(thing) },
    ownVoice('I'),
    draw,
  );
  const hoped = pick(
    sign === 1
      ? ['little of', 'the worst of', 'nothing from']
      : ['much of', 'the best of', 'great things from'],
    draw.random,
  );
  return {
    text: `I had expected ${hoped} the ${thing.name}, but ${text}`,
    opinion: bare('what was expected gives way to what came', opinion),
  };
};

// ---- contrasts ----

/** Contrasts with their main clause A and their other clause B, and the word that shows which is which. */
const contrasts: readonly (readonly [text: string, why: string])[] = [
  ['although B, A', "'although' gives way to the other clause"],
  ['A, although B', "'although' gives way to the other clause"],
  ['even though B, A', "'even though' gives way to the other clause"],
  ['A, even though B', "'even though' gives way to the other clause"],
  ['A, even if B', "'even if' gives way to the other clause"],
  ['A, though B', "'though' gives way to the other clause"],
  ['B, but A', "what follows 'but' decides"],
  ['B, but A', "what follows 'but' decides"],
  ['B, yet A', "what follows 'yet' decides"],
  ['it is true that B, but A', "what follows 'but' decides"],
  ['B; even so, A', "what follows 'even so' decides"],
];

function contrastOf(main: Clause, side: Clause, draw: Draw): Clause {
  const [frame, why] = pick(contrasts, draw.random);
  const text = frame.replace(/[AB](?![a-z])/g, (letter) => (letter === 'A' ? main.text : side.text));
  return { text, opinion: contrasted(why, main.opinion, side.opinion) };
}

const plainContrast: Recipe = (draw) => {
  const [one, other] = opposites(draw, 'none', () => ownVoice(writer(draw)));
  return contrastOf(one, other, draw);
};

const negatedContrast: Recipe = (draw) => {
  const [one, other] = opposites(draw, 'some', () => ownVoice(writer(draw)));
  return contrastOf(one, other, draw);
};

/** "Although Anna was right to call the soup bland, Ben was wrong to call the waiter rude." */
function judgedContrast(negations: Negations): Recipe {
  return (draw) => {
    const { random } = draw;
    const signs = [anySign(draw)];
    signs.push(flipped(signs[0]));
    const negated = negationsOf(negations, draw);
    const things = twoThings(draw);
    const people = pickSome(names, 2, random);
    const [main, side] = things.map((thing, i): Clause => {
      const right = chance(0.5, random);
      const say = {
        sign: right ? signs[i] : flipped(signs[i]),
        negated: negated[i],
        besideNegation: negations === 'some',
      };
      const { text, opinion } = clause(thing, say, judgedVoice, draw);
      const word = right ? 'right' : 'wrong';
      const why = right
        ? `${people[i]} was right, so it holds`
        : `${people[i]} was wrong, so the opposite holds`;
      return { text: `${people[i]} was ${word} ${text}`, opinion: judged(why, right, opinion) };
    });
    return contrastOf(main, side, draw);
  };
}

type Negations = 'none' | 'some';

/** Which of two clauses are negated: neither, or one or both alike. */
function negationsOf(negations: Negations, { random }: Draw): [boolean, boolean] {
  if (negations === 'none') return [false, false];
  return pick<[boolean, boolean]>(
    [
      [true, true],
      [true, false],
      [false, true],
    ],
    random,
  );
}

/** Two clauses that say opposite things, in random order, about two things. */
function opposites(
  draw: Draw,
  negations: Negations,
  voiceOf: () => ReturnType<typeof ownVoice>,
): [Clause, Clause] {
  const sign = anySign(draw);
  const negated = negationsOf(negations, draw);
  const besideNegation = negations === 'some';
  const [one, other] = twoThings(draw);
  return [
    clause(one, { sign, negated: negated[0], besideNegation }, voiceOf(), draw),
    clause(other, { sign: flipped(sign), negated: negated[1], besideNegation }, voiceOf(), draw),
  ];
}

// ---- whose opinion counts ----

/** How a person is brought in, and how the writer speaks of them later: by name, or by a word that stands for it. */
interface Person {
  readonly introduced: string;
  readonly name: string;
  readonly alias: string;
}

type Naming = (draw: Draw) => [Person, Person];

const byName: Naming = ({ random }) => {
  const [one, other] = pickSome(names, 2, random).map((name) => ({ introduced: name, name, alias: name }));
  return [one, other];
};

const byRole: Naming = ({ random }) => {
  const people = pickSome(names, 2, random);
  const roles = pickSome(occupations, 2, random);
  const [one, other] = people.map((name, i) => ({
    introduced: `${name} the ${roles[i]}`,
    name,
    alias: `the ${roles[i]}`,
  }));
  return [one, other];
};

const byPronoun: Naming = ({ random }) => {
  const woman = pick(women, random);
  const man = pick(men, random);
  const people: [Person, Person] = [
    { introduced: woman, name: woman, alias: 'her' },
    { introduced: man, name: man, alias: 'him' },
  ];
  return random.integer(2) ? people : [people[1], people[0]];
};

const byOrder: Naming = ({ random }) => {
  const [one, other] = pickSome(names, 2, random);
  return [
    { introduced: one, name: one, alias: 'the former' },
    { introduced: other, name: other, alias: 'the latter' },
  ];
};

const byAlias: Naming = (draw) => pick([byRole, byPronoun, byOrder], draw.random)(draw);

/** By a word that needs no introduction. */
const byWord: Naming = (draw) => pick([byPronoun, byOrder], draw.random)(draw);

/** Agreeing and disagreeing with a person. */
const stances = {
  agree: ['I side with _', 'I agree with _', 'I am with _', 'I think as _ does', 'I believe _'],
  disagree: [
    'I disagree with _',
    'I do not agree with _',
    'I cannot side with _',
    'I think the opposite of _',
    'I contradict _',
  ],
} as const;

type Stance = keyof typeof stances;

/** "I side with her", "I think as he does". */
function stanceText(stance: Stance, alias: string, { random }: Draw): string {
  const subject = alias === 'her' ? 'she' : alias === 'him' ? 'he' : alias;
  const frame = pick(stances[stance], random);
  return frame.replace('_', frame.includes('_ does') ? subject : alias);
}

/** The writer takes or opposes one side of two. */
function stanceOn(
  people: [Person, Person],
  options: Record<string, Opinion>,
  stance: Stance,
  draw: Draw,
): Clause {
  const person = pick(people, draw.random);
  const text = stanceText(stance, person.alias, draw);
  const counts = chosen(`what counts is ${person.name}'s opinion`, person.name, options);
  const aliases = Object.fromEntries(people.map(({ alias, name }) => [alias, name]));
  const resolved = person.alias === person.name ? counts : called(person.alias, aliases, counts);
  if (stance === 'agree') return { text, opinion: resolved };
  return { text, opinion: judged('the writer takes the opposite view', false, resolved) };
}

function twoSides(naming: Naming, negations: Negations, stance: Stance): Recipe {
  return (draw) => {
    const people = naming(draw);
    const [thing] = lodgingFirst(draw);
    const sign = anySign(draw);
    const negated = negationsOf(negations, draw);
    const besideNegation = negations === 'some';
    const clauses = people.map(({ introduced }, i) => {
      const mention = i === 0 ? `the ${thing.name}` : again(thing);
      const say = { sign: i === 0 ? sign : flipped(sign), negated: negated[i], besideNegation, mention };
      return clause(thing, say, reportedVoice(introduced), draw);
    });
    const options = Object.fromEntries(people.map(({ name }, i) => [name, clauses[i].opinion]));
    const { text, opinion } = stanceOn(people, options, stance, draw);
    return { text: joined(textsOf(clauses), text, joints, draw.random), opinion };
  };
}

const textsOf = (clauses: readonly Clause[]) => clauses.map(({ text }) => text);

const joints = ['1 and 2, and V', '1 and 2; V', '1, 2, and V', '1, while 2, and V', '1 whereas 2, and V'];
const longJoints = ['1, while 2; V', '1; 2; V', '1, whereas 2, and V', '1, 2, and V'];

/** Two clauses and what the writer makes of them. */
function joined(
  [first, second]: readonly string[],
  verdict: string,
  frames: readonly string[],
  random: Random,
): string {
  const parts = { 1: first, 2: second, V: verdict };
  return pick(frames, random).replace(/1|2|V/g, (part) =>
    part === 'V' ? parts.V : part === '1' ? parts[1] : parts[2],
  );
}

// ---- which thing, or which day, counts ----

const concerns = [
  'only _ mattered to me',
  'I cared only about _',
  'for me it is _ that counts',
  'I judge by _ alone',
  'what counts for me is _',
];

function twoThingsOneCounts(negations: Negations, byAlias: boolean): Recipe {
  return (draw) => {
    const { random } = draw;
    const sign = anySign(draw);
    const negated = negationsOf(negations, draw);
    const besideNegation = negations === 'some';
    const things = twoThings(draw);
    const clauses = things.map((thing, i) => {
      const say = { sign: i === 0 ? sign : flipped(sign), negated: negated[i], besideNegation };
      return clause(thing, say, ownVoice(writer(draw)), draw);
    });
    const options = Object.fromEntries(things.map(({ name }, i) => [name, clauses[i].opinion]));
    const place = random.integer(2);
    const { name } = things[place];
    const counts = chosen(`what counts is the ${name}`, name, options);
    const aliases = { 'the former': things[0].name, 'the latter': things[1].name };
    const alias = place === 0 ? 'the former' : 'the latter';
    const verdict = pick(concerns, random).replace('_', byAlias ? alias : `the ${name}`);
    return {
      text: joined(textsOf(clauses), verdict, joints, random),
      opinion: byAlias ? called(alias, aliases, counts) : counts,
    };
  };
}

const dayVerdicts = ['I go by _', 'only _ counts for me', 'what counts is _', 'it is _ that I judge by'];

function twoDays(negations: Negations): Recipe {
  return (draw) => {
    const { random } = draw;
    const [thing] = lodgingFirst(draw);
    const sign = anySign(draw);
    const negated = negationsOf(negations, draw);
    const besideNegation = negations === 'some';
    const dates = pickSome(days, 2, random);
    const clauses = dates.map((day, i) => {
      const mention = i === 0 ? `the ${thing.name}` : again(thing);
      const say = { sign: i === 0 ? sign : flipped(sign), negated: negated[i], besideNegation, mention };
      const { text, opinion } = clause(thing, say, ownVoice(writer(draw)), draw);
      return { text: `on ${day} ${text}`, opinion };
    });
    const day = pick(dates, random);
    const options = Object.fromEntries(dates.map((date, i) => [date, clauses[i].opinion]));
    const verdict = pick(dayVerdicts, random).replace('_', day);
    return {
      text: joined(textsOf(clauses), verdict, joints, random),
      opinion: chosen(`what counts is ${day}`, day, options),
    };
  };
}

// ---- two people and two things ----

/** What one person says of two things: a clause, and the opinion of each thing. */
type Pair = (
  person: string,
  things: [Thing, Thing],
  signs: [Sign, Sign],
  draw: Draw,
) => [string, Opinion, Opinion];

/** "Anna loved the soup and hated the wine" */
const bothSaid: Pair = (person, things, signs, { random }) => {
  const order = random.integer(2) ? [0, 1] : [1, 0];
  const verbs = signs.map((sign) => pick(sideOf(feelings, sign), random).past);
  const parts = order.map((i) => `${verbs[i]} the ${things[i].name}`);
  const [one, other] = signs.map((sign, i) => wordOpinion(verbs[i], sign));
  return [`${person} ${parts.join(' and ')}`, one, other];
};

/** "Anna loved the soup but not the wine" */
const butNot: Pair = (person, things, signs, { random }) => {
  const first = random.integer(2);
  const verb = pick(sideOf(feelings, signs[first]), random).past;
  const word = wordOpinion(verb, signs[first]);
  const opinions = [0, 1].map((i) =>
    i === first ? bare(`'but not' leaves the ${things[i].name} alone`, word) : turned('but not', verb, word),
  );
  const text = `${person} ${verb} the ${things[first].name} but not the ${things[1 - first].name}`;
  return [text, opinions[0], opinions[1]];
};

function table(pair: Pair, naming: Naming, stance: Stance): Recipe {
  return (draw) => {
    const people = naming(draw);
    const things = twoThings(draw, true);
    const sign = anySign(draw);
    const rows = people.map(({ introduced }, i) => {
      const signs: [Sign, Sign] = i === 0 ? [sign, flipped(sign)] : [flipped(sign), sign];
      return pair(introduced, things, signs, draw);
    });
    const place = draw.random.integer(2);
    const { name } = things[place];
    const options = Object.fromEntries(
      people.map((person, i) => {
        const said = { [things[0].name]: rows[i][1], [things[1].name]: rows[i][2] };
        return [person.name, chosen(`what counts is the ${name}`, name, said)];
      }),
    );
    const { text, opinion } = stanceOn(people, options, stance, draw);
    const about = pick(
      [`${text} about the ${name}`, `${text} on the ${name}`, `as for the ${name}, ${text}`],
      draw.random,
    );
    return {
      text: joined(
        rows.map(([said]) => said),
        about,
        longJoints,
        draw.random,
      ),
      opinion,
    };
  };
}

/** The recipes of each level; as many steps each as the level says. */
export const recipes: Readonly<Record<1 | 2 | 3 | 4 | 5, readonly Recipe[]>> = {
  1: [plain],
  2: [
    negatedClause,
    negatedClause,
    negatedClause,
    plainContrast,
    plainContrast,
    beside,
    expected,
    twoSides(byName, 'none', 'agree'),
    twoThingsOneCounts('none', false),
  ],
  3: [
    negatedContrast,
    negatedContrast,
    negatedContrast,
    negatedContrast,
    judgedContrast('none'),
    twoSides(byName, 'some', 'agree'),
    twoSides(byName, 'some', 'agree'),
    twoSides(byName, 'none', 'disagree'),
    twoSides(byAlias, 'none', 'agree'),
    twoSides(byAlias, 'none', 'agree'),
    twoThingsOneCounts('some', false),
    twoThingsOneCounts('none', true),
    twoDays('some'),
    table(bothSaid, byName, 'agree'),
  ],
  4: [
    judgedContrast('some'),
    twoSides(byName, 'some', 'disagree'),
    twoSides(byName, 'some', 'disagree'),
    twoSides(byAlias, 'some', 'agree'),
    twoSides(byAlias, 'some', 'agree'),
    twoSides(byAlias, 'none', 'disagree'),
    twoThingsOneCounts('some', true),
    table(butNot, byName, 'agree'),
    table(bothSaid, byName, 'disagree'),
    table(bothSaid, byWord, 'agree'),
  ],
  5: [
    twoSides(byAlias, 'some', 'disagree'),
    twoSides(byAlias, 'some', 'disagree'),
    twoSides(byAlias, 'some', 'disagree'),
    table(butNot, byWord, 'agree'),
    table(butNot, byName, 'disagree'),
    table(bothSaid, byWord, 'disagree'),
  ],
};
