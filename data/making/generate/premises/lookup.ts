/** Arguments about the value of an attribute: three things, two values, one thing without a value. Level 5. */
import type { Random } from '../../../../src/text/random';
import { pick, pickSome } from '../choice';
import { enumerated, filled, sentence } from '../english';
import type { Draft } from '../graded';
import type { Attribute } from '../lexicon/attributes';
import { type Kind, kindOf } from '../lexicon/things';
import {
  type Argument,
  type Asked,
  allDiffer,
  denied,
  furtherSteps,
  literal,
  pairing,
  type Scheme,
  signed,
} from './argument';

type Further = 'negation' | 'contrast' | 'coreference' | 'kind' | 'wider' | 'turned';

/** Joins three clauses of a premise. */
export type Joint3 = (clauses: readonly string[]) => string;

const ordinals = ['the first', 'the second', 'the third'];

export function lookups(attributes: readonly Attribute[], joints: readonly Joint3[]): Scheme {
  return { levels: [5], draw: (asked, random) => drawLookup(attributes, joints, asked, random) };
}

function drawLookup(
  attributes: readonly Attribute[],
  joints: readonly Joint3[],
  asked: Asked,
  random: Random,
) {
  const { topic: attribute, frame: joint } = pairing(attributes, joints, asked.held, random);
  const things = unlikeThings(attribute, random);
  const values = unlikeValues(attribute, random);
  const further = furtherSteps(possibleSteps(attribute, things), asked.level - 2, random);
  const not = further.has('negation');
  const [thing, value, own] = claimed(not ? denied(asked.verdict) : asked.verdict, things, values, random);
  const order = pickSome([0, 1, 2], 3, random);
  const aside = pick(attribute.asides, random);
  const clause = (i: number, name: string) =>
    i === 2
      ? `${name} ${aside}`
      : valued(attribute.affirmed, name, further.has('contrast') ? contrasted(values, i) : values[i]);
  const mentions = pickSome(things, 3, random);
  const clauses = order.map((i) =>
    clause(i, further.has('coreference') ? ordinalOf(mentions, things[i]) : things[i]),
  );
  const text = joint(clauses);
  const kind = kindOf.get(bare(thing));
  const claimThing = further.has('kind') && kind ? `the ${kind}` : thing;
  const claimValue = further.has('wider') ? wide(attribute, value) : value;
  const template = further.has('turned') && attribute.turned ? attribute.turned : attribute;
  const claim = valued(not ? template.denied : template.affirmed, claimThing, claimValue);
  const fact = (name: string, of: string) => literal(attribute.relation, name, of);
  return {
    sentence1: further.has('coreference')
      ? `${sentence(`${pick(openings, random)} ${enumerated(mentions)}`)} ${text}`
      : text,
    sentence2: sentence(claim),
    form: {
      facts: [
        fact(things[0], values[0]),
        fact(things[1], values[1]),
        ...allDiffer(values),
        ...(claimThing === thing ? [] : [literal('is', thing, claimThing)]),
        ...(further.has('wider') ? widerFacts(attribute, values) : []),
      ],
      rules: rulesOf(attribute.relation),
      hypothesis: signed(fact(claimThing, claimValue), !not),
    },
    steps: [
      own === undefined
        ? `nothing is told of ${thing} but that it ${aside}`
        : valued(attribute.affirmed, thing, own),
      `set the others aside`,
      ...(further.has('coreference') ? [`'${ordinalOf(mentions, thing)}' is ${thing}`] : []),
      ...(further.has('contrast') ? [`'rather than' rules a value out`] : []),
      ...(claimThing === thing ? [] : [`${thing} is ${claimThing}`]),
      ...(further.has('wider') ? [`${value} is in ${claimValue}`] : []),
      ...(further.has('turned') && attribute.turned ? [attribute.turned.why] : []),
      ...(not ? ["'not' turns it round"] : []),
    ],
  } satisfies Draft<Argument>;
}

const openings = ['here are', 'this is about', 'think of', 'remember', 'let us talk about'];

function possibleSteps(attribute: Attribute, things: readonly string[]): Further[] {
  const subjectFirst = attribute.affirmed.startsWith('X');
  return [
    'negation',
    'contrast',
    ...(subjectFirst ? (['coreference'] as const) : []),
    ...(things.every((thing) => kindOf.has(bare(thing))) ? (['kind'] as const) : []),
    ...(attribute.wider ? (['wider'] as const) : []),
    ...(attribute.turned ? (['turned'] as const) : []),
  ];
}
function unlikeThings({ things }: Attribute, random: Random): string[] {
  const kindOrSelf = (thing: string): Kind | string => kindOf.get(bare(thing)) ?? thing;
  const chosen: string[] = [];
  while (chosen.length < 3) {
    const thing = pick(things, random);
    if (chosen.every((other) => kindOrSelf(other) !== kindOrSelf(thing))) chosen.push(thing);
  }
  return chosen;
}

function unlikeValues(attribute: Attribute, random: Random): string[] {
  const values = pickSome(attribute.values, 2, random);
  return wide(attribute, values[0]) === wide(attribute, values[1]) ? unlikeValues(attribute, random) : values;
}

function wide({ wider }: Attribute, value: string): string {
  return wider?.get(value) ?? value;
}

/** The parts of a question with a given verdict: the thing, the claimed value, and the value that the thing has. */
function claimed(
  verdict: Asked['verdict'],
  things: readonly string[],
  values: readonly string[],
  random: Random,
): [string, string, string | undefined] {
  const i = random.integer(2);
  if (verdict === 'entailment') return [things[i], values[i], values[i]];
  if (verdict === 'contradiction') return [things[i], values[1 - i], values[i]];
  return [things[2], values[i], undefined];
}

function contrasted(values: readonly string[], i: number): string {
  return `${values[i]} rather than ${values[1 - i]}`;
}

function valued(template: string, thing: string, value: string): string {
  return filled(template, { X: thing, V: value });
}

function ordinalOf(mentions: readonly string[], thing: string): string {
  return ordinals[mentions.indexOf(thing)];
}

function bare(thing: string): string {
  return thing.replace(/^the /, '');
}

function widerFacts(attribute: Attribute, values: readonly string[]): string[] {
  const areas = values.map((value) => wide(attribute, value));
  return [...values.map((value, i) => literal('within', value, areas[i])), ...allDiffer(areas)];
}

function rulesOf(relation: string): string[] {
  return [
    `${relation} ?x ?v & within ?v ?w -> ${relation} ?x ?w`,
    `${relation} ?x ?v & differ ?v ?u -> not ${relation} ?x ?u`,
    `is ?x ?k & ${relation} ?x ?v -> ${relation} ?k ?v`,
    `is ?x ?k & not ${relation} ?x ?v -> not ${relation} ?k ?v`,
  ];
}
