import type { Random } from '../../text/random';
import { pick } from '../choice';
import type { Draft, GradedTask, Wanted } from '../graded';
import { scenes } from '../lexicon/events';
import { newsAttributes, newsDeeds, newsHabits, newsNests, newsScales } from '../lexicon/headlines';
import { type Argument, hardest, heldOutPairings, schemeOf } from '../premises/argument';
import { chains } from '../premises/chains';
import { officials } from '../premises/couples';
import { sharedDeeds } from '../premises/deeds';
import { happenings } from '../premises/happening';
import { bulletins, reports } from '../premises/joints';
import { lookups } from '../premises/lookup';
import { nestings } from '../premises/nesting';
import { quantifiers } from '../premises/quantifying';

const schemes = [
  happenings(newsDeeds, scenes),
  sharedDeeds(officials, reports),
  sharedDeeds(officials, reports),
  sharedDeeds(officials, reports),
  hardest(chains(newsScales, reports)),
  hardest(lookups(newsAttributes, bulletins)),
  hardest(nestings(newsNests, reports)),
  hardest(quantifiers(newsHabits)),
];

/** Does the hypothesis follow from the premise or not? The form of RTE, with little data. */
export const entailment: GradedTask<Argument> = {
  task: { name: 'entailment', labels: ['entailment', 'not_entailment'], metrics: ['accuracy'], pair: true },
  sizes: { train: 2500, validation: 1000, test: 1000 },
  shares: [0.5, 0.5],
  heldOut: heldOutPairings,
  draw: ({ level, label, held }: Wanted, random: Random): Draft<Argument> =>
    schemeOf(schemes, level, random).draw(
      { level, verdict: label === 0 ? 'entailment' : pick(['neutral', 'contradiction'], random), held },
      random,
    ),
  told: [0.5, 0.5],
  closings: [
    { lead: 'Does it follow?', words: ['Yes', 'No'] },
    { lead: 'As a conclusion this is', words: ['right', 'wrong'] },
  ],
};
