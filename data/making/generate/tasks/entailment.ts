import type { Random } from '../../../../src/text/random';
import { pick } from '../choice';
import type { Draft, GradedTask, Wanted } from '../graded';
import { scenes } from '../lexicon/events';
import { newsAttributes, newsDeeds, newsHabits, newsNests, newsScales } from '../lexicon/headlines';
import { type Argument, heldOutPairings, schemeOf } from '../premises/argument';
import { officials } from '../premises/couples';
import { bulletins, reports } from '../premises/joints';
import { schemesOf } from '../premises/world';

const schemes = schemesOf({
  couples: officials,
  joints: reports,
  lists: bulletins,
  deeds: newsDeeds,
  scenes,
  scales: newsScales,
  attributes: newsAttributes,
  nests: newsNests,
  habits: newsHabits,
});

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
