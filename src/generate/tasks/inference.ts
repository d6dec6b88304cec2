import type { Random } from '../../text/random';
import type { Draft, GradedTask, Wanted } from '../graded';
import { attributes } from '../lexicon/attributes';
import { deeds, scenes } from '../lexicon/events';
import { habits } from '../lexicon/habits';
import { nests } from '../lexicon/nests';
import { scales } from '../lexicon/scales';
import { type Argument, hardest, heldOutPairings, schemeOf, type Verdict } from '../premises/argument';
import { chains } from '../premises/chains';
import { acquaintances } from '../premises/couples';
import { sharedDeeds } from '../premises/deeds';
import { happenings } from '../premises/happening';
import { joints, lists } from '../premises/joints';
import { lookups } from '../premises/lookup';
import { nestings } from '../premises/nesting';
import { quantifiers } from '../premises/quantifying';

const labels: readonly Verdict[] = ['entailment', 'neutral', 'contradiction'];

const schemes = [
  happenings(deeds, scenes),
  sharedDeeds(acquaintances, joints),
  sharedDeeds(acquaintances, joints),
  sharedDeeds(acquaintances, joints),
  hardest(chains(scales, joints)),
  hardest(lookups(attributes, lists)),
  hardest(nestings(nests, joints)),
  hardest(quantifiers(habits)),
];

/** Does the hypothesis follow from the premise, is it refuted, or neither? The form of MNLI. */
export const inference: GradedTask<Argument> = {
  task: { name: 'inference', labels, metrics: ['accuracy'], pair: true },
  sizes: { train: 6000, validation: 1000, test: 1000 },
  shares: [1 / 3, 1 / 3, 1 / 3],
  heldOut: heldOutPairings,
  draw: ({ level, label, held }: Wanted, random: Random): Draft<Argument> =>
    schemeOf(schemes, level, random).draw({ level, verdict: labels[label], held }, random),
  told: [0.4, 0.3, 0.3],
  closings: [
    { lead: 'Does it follow?', words: ['Yes', 'Perhaps', 'No'] },
    { lead: 'The second claim is', words: ['right', 'open', 'wrong'] },
  ],
};
