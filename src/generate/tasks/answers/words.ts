import type { Random } from '../../../text/random';
import { chance, pick } from '../../choice';
import { sentence, type Verb, withArticle } from '../../english';
import type { Draft } from '../../graded';
import type { Thing } from '../../lexicon/deeds';
import type { AnswersForm, Ask, Clause, Fact, Said } from './form';
import type { Circumstance } from './world';

/** A person as a text speaks of them: "she", "to her"; `key` is the one word that the form keeps. */
export interface Mention {
  readonly key: string;
  readonly subject: string;
  readonly object: string;
}

/** Someone who is called the same everywhere. */
export function called(words: string): Mention {
  return { key: words, subject: words, object: words };
}

/** A deed in words: a clause and a question are made from it, and their logical form. */
export interface Telling {
  readonly verb: Verb;
  readonly voice: 'active' | 'passive';
  /** Nobody, where a question asks for the doer. */
  readonly subject?: Mention;
  readonly object?: Mention;
  readonly by?: Mention;
  readonly tail?: readonly [preposition: string, person: Mention];
}

/** "she sold the guitar in March". */
export function clauseText(telling: Telling, circumstance?: Circumstance): string {
  const { verb, voice, subject } = telling;
  const said = voice === 'active' ? verb.past : `was ${verb.participle}`;
  return [subject?.subject, said, complements(telling), circumstance?.words].filter(Boolean).join(' ');
}

/** "sold the guitar in March". */
export function predicate(telling: Telling, circumstance?: Circumstance): string {
  return clauseText({ ...telling, subject: undefined }, circumstance);
}

const questionWords: Readonly<Record<Exclude<Ask, 'who'>, readonly string[]>> = {
  when: ['when', 'when', 'when', 'at what time'],
  where: ['where', 'where', 'where', 'in which place'],
  why: ['why', 'why', 'why', 'for what reason'],
  how: ['how', 'how', 'how', 'in what way'],
  'with whom': ['with whom', 'with whom', 'in whose company'],
};

const doers = ['which person', 'who was it that'];

/** "When did Clara sell the guitar?" */
export function questionText(asks: Ask, telling: Telling, random: Random): string {
  const { verb, voice, subject } = telling;
  if (asks === 'who') {
    const words =
      voice === 'active'
        ? [pick(doers, random), verb.past, telling.object?.object]
        : ['by whom was', subject?.subject, verb.participle];
    return sentence(words.join(' '), '?');
  }
  const asked = chance(0.8, random) ? questionWords[asks][0] : pick(questionWords[asks], random);
  const [helper, form] = voice === 'active' ? ['did', verb.plain] : ['was', verb.participle];
  return sentence([asked, helper, subject?.subject, form, complements(telling)].join(' '), '?');
}

/** What the telling says, as the form keeps it. */
export function said({ verb, voice, subject, object, by, tail }: Telling): Said {
  return {
    verb: verb.plain,
    voice,
    subject: subject?.key ?? null,
    ...(object && { object: object.key }),
    ...(by && { by: by.key }),
    ...(tail && { tail: [tail[0], tail[1].key] }),
  };
}

/** The clause as the form keeps it. */
export function clauseForm(telling: Telling, circumstance?: Circumstance): Clause {
  return { ...said(telling), ...(circumstance && { says: circumstance.asks }) };
}

function complements({ object, by, tail }: Telling): string {
  const parts = [object?.object, by && `by ${by.object}`, tail && `${tail[0]} ${tail[1].object}`];
  return parts.filter(Boolean).join(' ');
}

/** A step of the derivation, and the fact that it rests on, if it is not grammar alone. */
export interface Step {
  readonly line: string;
  readonly facts: readonly Fact[];
}

/** "'purchase' means 'buy'". */
export function synonymStep(verb: Verb, synonym: Verb): Step {
  return {
    line: `'${verb.past}' means '${synonym.past}'`,
    facts: [['means', verb.plain, synonym.plain]],
  };
}

/** "a guitar is an instrument". */
export function kindStep({ noun, kind }: Thing): Step {
  return {
    line: `${withArticle(noun)} is ${withArticle(kind)}`,
    facts: [['kind', `the ${noun}`, withArticle(kind)]],
  };
}

/** "'she' is Clara". */
export function mentionStep({ key }: Mention, name: string): Step {
  return { line: `'${key}' is ${name}`, facts: [['is', key, name]] };
}

/** A step that rests on grammar or on the form alone. */
export function plainStep(line: string): Step {
  return { line, facts: [] };
}

/** A question, a text and the way from the one to the other. */
export interface Scene {
  readonly asks: Ask;
  readonly question: Telling;
  readonly text: string;
  readonly clauses: readonly Clause[];
  readonly steps: readonly Step[];
  /** What the text says besides, such as who "he" is in a clause that nobody asks about. */
  readonly facts?: readonly Fact[];
}

/** The scene as an example. */
export function drafted(scene: Scene, random: Random): Draft<AnswersForm> {
  const { asks, question, text, clauses, steps, facts = [] } = scene;
  return {
    sentence1: questionText(asks, question, random),
    sentence2: text,
    form: {
      facts: [...facts, ...steps.flatMap((step) => step.facts)],
      clauses,
      question: { ...said(question), asks },
    },
    steps: steps.map(({ line }) => line),
  };
}
