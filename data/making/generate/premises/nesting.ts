/** Arguments with one intermediate place: the key is in the box, the box is in the kitchen. Level 5. */
import type { Random } from '../../../../src/text/random';
import { pickSome } from '../choice';
import { sentence } from '../english';
import type { Draft } from '../graded';
import { type Kind, kindOf } from '../lexicon/things';
import {
  type Argument,
  type Asked,
  allDiffer,
  denied,
  filled,
  furtherSteps,
  literal,
  pairing,
  type Scheme,
  signed,
} from './argument';
import type { Joint } from './joints';

/** A thing in a holder, or belonging to a holder, that has a place. */
export interface Nest {
  readonly inner: readonly string[];
  readonly holders: readonly string[];
  readonly outer: readonly string[];
  /** `X` the inner thing, `H` its holder, `V` the place. */
  readonly held: string;
  readonly placed: string;
  readonly claimed: string;
  readonly denied: string;
  /** The place that contains the outer place. */
  readonly wider?: ReadonlyMap<string, string>;
}

type Further = 'negation' | 'kind' | 'wider';

export function nestings(nests: readonly Nest[], joints: readonly Joint[]): Scheme {
  return { levels: [5], draw: (asked, random) => drawNesting(nests, joints, asked, random) };
}

function drawNesting(
  nests: readonly Nest[],
  joints: readonly Joint[],
  asked: Asked,
  random: Random,
): Draft<Argument> {
  const { topic, frame: joint } = pairing(nests, joints, asked.held, random);
  const inner = unlike(topic.inner, random);
  const holders = pickSome(topic.holders, 3, random);
  const outer = places(topic, random);
  const further = furtherSteps(possible(topic), asked.level - 3, random);
  const not = further.has('negation');
  const verdict = not ? denied(asked.verdict) : asked.verdict;
  const asks = verdict === 'neutral' ? 1 : 0;
  const at = random.integer(2);
  const value = outer[verdict === 'contradiction' || (verdict === 'neutral' && at === 1) ? 1 : 0];
  const kind = kindOf.get(inner[asks]);
  const name = further.has('kind') && kind ? kind : inner[asks];
  const area = further.has('wider') ? wide(topic, value) : value;
  const fill = (template: string, x: string, h: string, v: string) => filled(template, { X: x, H: h, V: v });
  const held = pickSome([0, 1], 2, random).map((i) => fill(topic.held, inner[i], holders[i], ''));
  const placed = pickSome([0, 1], 2, random).map((i) =>
    fill(topic.placed, '', holders[i === 0 ? 0 : 2], outer[i]),
  );
  const [one, other] = pickSome([held, placed], 2, random);
  return {
    sentence1: joint(`${one.join(' and ')}`, other.join(' and ')),
    sentence2: sentence(fill(not ? topic.denied : topic.claimed, name, '', area)),
    form: {
      facts: [
        literal('in', inner[0], holders[0]),
        literal('in', inner[1], holders[1]),
        literal('in', holders[0], outer[0]),
        literal('in', holders[2], outer[1]),
        ...allDiffer(outer),
        ...(name === inner[asks] ? [] : [literal('is', inner[asks], name)]),
        ...(further.has('wider') ? widerFacts(topic, outer) : []),
      ],
      rules: [
        'in ?x ?y & in ?y ?z -> in ?x ?z',
        'in ?x ?v & differ ?v ?u -> not in ?x ?u',
        'is ?x ?k & in ?x ?v -> in ?k ?v',
        'is ?x ?k & not in ?x ?v -> not in ?k ?v',
      ],
      hypothesis: signed(literal('in', name, area), !not),
    },
    steps: [
      fill(topic.held, inner[asks], holders[asks], ''),
      asks === 0 ? fill(topic.placed, '', holders[0], outer[0]) : `nothing says where that is`,
      `set aside: ${fill(topic.placed, '', holders[2], outer[1])}`,
      ...(name === inner[asks] ? [] : [`the ${inner[asks]} is the ${name}`]),
      ...(further.has('wider') ? [`${value} is in ${area}`] : []),
      ...(not ? ["'not' turns it round"] : []),
    ],
  };
}

function possible({ inner, wider }: Nest): Further[] {
  return [
    'negation',
    ...(kindOf.has(inner[0]) ? (['kind'] as const) : []),
    ...(wider ? (['wider'] as const) : []),
  ];
}

function unlike(things: readonly string[], random: Random): string[] {
  const kindOrSelf = (thing: string): Kind | string => kindOf.get(thing) ?? thing;
  const [one, other] = pickSome(things, 2, random);
  return kindOrSelf(one) === kindOrSelf(other) ? unlike(things, random) : [one, other];
}

function places(nest: Nest, random: Random): string[] {
  const [one, other] = pickSome(nest.outer, 2, random);
  return wide(nest, one) === wide(nest, other) ? places(nest, random) : [one, other];
}

function wide({ wider }: Nest, place: string): string {
  return wider?.get(place) ?? place;
}

function widerFacts(nest: Nest, outer: readonly string[]): string[] {
  const areas = outer.map((place) => wide(nest, place));
  return [...outer.map((place, i) => literal('in', place, areas[i])), ...allDiffer(areas)];
}
