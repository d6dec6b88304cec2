/** Grammar in the form of CoLA: one sentence; is it grammatical? */
import { pick } from '../../choice';
import { sentence } from '../../english';
import type { Draft, GradedTask, Level } from '../../graded';
import { causative, gapped, inverted } from './complements';
import { reflexive, tagged } from './genders';
import type { AcceptabilityForm, Rule, Sketch } from './grammar';
import { comparative, determined, measured, ordered } from './nearNouns';
import { auxiliary, cased, complement, polar } from './nearVerbs';
import { compared, correlated } from './pairs';
import { animalHas, animalIs, coordinated, quantified, subjectVerb } from './subjects';

export type { AcceptabilityForm } from './grammar';

type Rules = readonly (readonly [name: string, rule: Rule])[];

const near: Rules = [
  ['subject and verb', subjectVerb],
  ['subject and verb', animalIs],
  ['determiner and noun', determined],
  ['much and many', measured],
  ['auxiliary and verb', auxiliary],
  ['verb and complement', complement],
  ['case of pronouns', cased],
  ['comparative', comparative],
  ['order of words', ordered],
  ['negative polarity', polar],
];

const distant: Rules = [
  ['subject and verb', subjectVerb],
  ['subject and verb', subjectVerb],
  ['subject and verb', animalIs],
  ['reflexive', reflexive],
  ['tag question', tagged],
  ['inverted auxiliary', inverted],
  ['verb, object and complement', causative],
  ['question and gap', gapped],
  ['comparison', compared],
  ['correlative', correlated],
  ['quantified subject', quantified],
];

const rules: Readonly<Record<Level, Rules>> = {
  1: near,
  2: [...near, ...distant],
  3: [...distant, ['coordinated subject', coordinated]],
  4: [...distant, ['coordinated subject', coordinated]],
  5: [...distant, ['coordinated subject', coordinated]],
};

const held: Rules = [['subject and verb', animalHas]];

export const acceptability: GradedTask<AcceptabilityForm> = {
  task: {
    name: 'acceptability',
    labels: ['unacceptable', 'acceptable'],
    metrics: ['matthews', 'accuracy'],
    pair: false,
  },
  sizes: { train: 6000, validation: 1000, test: 1000 },
  shares: [0.3, 0.7],
  heldOut:
    'Animals as subjects of "has" and "have" ("the horses near the barn have eaten"): training has ' +
    'animals with other verbs, and these verbs with people and things.',

  draw(wanted, random): Draft<AcceptabilityForm> {
    const [name, rule] = pick(wanted.held ? held : rules[wanted.level], random);
    const sketch = rule({ random, level: wanted.level, acceptable: wanted.label === 1 });
    const { controller, dependent, between, text, end } = sketch;
    const form = {
      rule: name,
      signs: [controller, dependent, ...between.nouns],
      links: [[0, 1]],
      apart: between.text !== '',
    } as const;
    return { sentence1: sentence(text, end), form, steps: stepsOf(sketch) };
  },

  told: [0.2, 0.8],
  closings: [
    { lead: 'The grammar of this is', words: ['wrong', 'right'] },
    { lead: 'Is this good English?', words: ['No', 'Yes'] },
  ],
};

/** The two words that have to agree, the words between them, and each noun that is irrelevant. */
function stepsOf({ controller, dependent, between }: Sketch): string[] {
  const verdict = controller.feature === dependent.feature ? 'fits' : 'does not fit';
  return [
    `'${dependent.word}' (${dependent.feature}) ${verdict} '${controller.word}' (${controller.feature})`,
    ...(between.text === '' ? [] : ['what stands between is set aside']),
    ...between.nouns.map(({ word }) => `'${word}' has no part in it`),
  ];
}
