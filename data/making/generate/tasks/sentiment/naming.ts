/** Two people with opinions: their names, and the person whom the writer agrees with. */
import { pick, pickSome } from '../../choice';
import { men, names, women } from '../../lexicon/names';
import { occupations } from '../../lexicon/people';
import type { Clause, Draw } from './clauses';
import { called, chosen, judged, type Opinion } from './opinion';

/** The words that introduce a person, and the writer's later words for them: a name, or a word that refers to it. */
export interface Person {
  readonly introduced: string;
  readonly name: string;
  readonly alias: string;
}

/** Two people and their names. */
export type Naming = (draw: Draw) => [Person, Person];

/** "Anna ... Anna" */
export const byName: Naming = ({ random }) => {
  const [one, other] = pickSome(names, 2, random).map((name) => ({ introduced: name, name, alias: name }));
  return [one, other];
};

/** "Anna the nurse ... the nurse" */
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

/** "Anna ... her" */
const byPronoun: Naming = ({ random }) => {
  const woman = pick(women, random);
  const man = pick(men, random);
  const people: [Person, Person] = [
    { introduced: woman, name: woman, alias: 'her' },
    { introduced: man, name: man, alias: 'him' },
  ];
  return random.integer(2) ? people : [people[1], people[0]];
};

/** "Anna ... the former" */
const byOrder: Naming = ({ random }) => {
  const [one, other] = pickSome(names, 2, random);
  return [
    { introduced: one, name: one, alias: 'the former' },
    { introduced: other, name: other, alias: 'the latter' },
  ];
};

/** A word that has to be resolved to its person. */
export const byAlias: Naming = (draw) => pick([byRole, byPronoun, byOrder], draw.random)(draw);

/** Agreement and disagreement with a person. */
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

/** Whether the writer agrees. */
export type Stance = keyof typeof stances;

/** "I side with her", "I think as he does". */
function stanceText(stance: Stance, alias: string, { random }: Draw): string {
  const subject = alias === 'her' ? 'she' : alias === 'him' ? 'he' : alias;
  const frame = pick(stances[stance], random);
  return frame.replace('_', frame.includes('_ does') ? subject : alias);
}

/** The writer agrees or disagrees with one of two people. */
export function stanceOn(
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
