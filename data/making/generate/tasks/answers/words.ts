import type { Random } from '../../../../../src/text/random';
import { chance, pick } from '../../choice';
import { sentence, type Verb, withArticle } from '../../english';
import type { Draft } from '../../graded';
import type { Thing } from '../../lexicon/deeds';
import type { AnswersForm, Ask, Clause, Fact, Said } from './form';
import type { Circumstance } from './world';

/** A deed in words, for a clause, a question, and their logical form. */
export interface Telling {
  readonly verb: Verb;
  readonly voice: 'active' | 'passive';
  /** Absent if a question asks for the doer. */
  readonly subject?: string;
  readonly object?: string;
  readonly by?: string;
}

/** "she sold the guitar in March". */
export function clauseText(telling: Telling, circumstance?: Circumstance): string {
  const { verb, voice, subject } = telling;
  const said = voice === 'active' ? verb.past : `was ${verb.participle}`;
  return [subject, said, complements(telling), circumstance?.words].filter(Boolean).join(' ');
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
        ? [pick(doers, random), verb.past, telling.object]
        : ['by whom was', subject, verb.participle];
    return sentence(words.join(' '), '?');
  }
  const asked = chance(0.8, random) ? questionWords[asks][0] : pick(questionWords[asks], random);
  const [helper, form] = voice === 'active' ? ['did', verb.plain] : ['was', verb.participle];
  return sentence([asked, helper, subject, form, complements(telling)].join(' '), '?');
}

/** The logical form of a telling. */
export function said({ verb, voice, subject, object, by }: Telling): Said {
  return { verb: verb.plain, voice, subject: subject ?? null, ...(object && { object }), ...(by && { by }) };
}

/** The logical form of a clause. */
export function clauseForm(telling: Telling, circumstance?: Circumstance): Clause {
  return { ...said(telling), ...(circumstance && { says: circumstance.asks }) };
}

function complements({ object, by }: Telling): string {
  return [object, by && `by ${by}`].filter(Boolean).join(' ');
}

/** A reasoning step, and the fact that it needs, if it is more than grammar. */
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

/** A step that needs only grammar or the format. */
export function plainStep(line: string): Step {
  return { line, facts: [] };
}

/** A question, a text, and the steps from one to the other. */
export interface Scene {
  readonly asks: Ask;
  readonly question: Telling;
  readonly text: string;
  readonly clauses: readonly Clause[];
  readonly steps: readonly Step[];
}

/** The scene as an example. */
export function drafted(scene: Scene, random: Random): Draft<AnswersForm> {
  const { asks, question, text, clauses, steps } = scene;
  return {
    sentence1: questionText(asks, question, random),
    sentence2: text,
    form: {
      facts: steps.flatMap((step) => step.facts),
      clauses,
      question: { ...said(question), asks },
    },
    steps: steps.map(({ line }) => line),
  };
}
