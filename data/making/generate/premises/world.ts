/** The world of a task of inference, and the schemes of its arguments. */
import type { Attribute } from '../lexicon/attributes';
import type { Deed } from '../lexicon/events';
import type { Scale } from '../lexicon/scales';
import type { Scheme } from './argument';
import { chains } from './chains';
import { type Couples, sharedDeeds } from './deeds';
import { happenings } from './happening';
import type { Joint, Joint3 } from './joints';
import { lookups } from './lookup';
import { type Nest, nestings } from './nesting';
import { type Habit, quantifiers } from './quantifying';

export interface World {
  readonly couples: Couples;
  /** Joins of premises with two clauses, and with three clauses. */
  readonly joints: readonly Joint[];
  readonly lists: readonly Joint3[];
  readonly deeds: readonly Deed[];
  readonly scenes: readonly string[];
  readonly scales: readonly Scale[];
  readonly attributes: readonly Attribute[];
  readonly nests: readonly Nest[];
  readonly habits: readonly Habit[];
}

/** The schemes of a world's arguments. A scheme that occurs three times is drawn three times as often. */
export function schemesOf(world: World): readonly Scheme[] {
  const { couples, joints, lists, deeds, scenes, scales, attributes, nests, habits } = world;
  const deed = sharedDeeds(couples, joints);
  return [
    happenings(deeds, scenes),
    deed,
    deed,
    deed,
    chains(scales, joints),
    lookups(attributes, lists),
    nestings(nests, joints),
    quantifiers(habits),
  ];
}
