import type { Random } from '../../../../src/text/random';
import type { Draft, GradedTask, Wanted } from '../graded';
import { attributes } from '../lexicon/attributes';
import { deeds, scenes } from '../lexicon/events';
import { habits } from '../lexicon/habits';
import { nests } from '../lexicon/nests';
import { scales } from '../lexicon/scales';
import { type Argument, heldOutPairings, schemeOf, type Verdict } from '../premises/argument';
import { acquaintances } from '../premises/couples';
import { joints, lists } from '../premises/joints';
import { schemesOf } from '../premises/world';

const labels: readonly Verdict[] = ['entailment', 'neutral', 'contradiction'];

const schemes = schemesOf({
  couples: acquaintances,
  joints,
  lists,
  deeds,
  scenes,
  scales,
  attributes,
  nests,
  habits,
});

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
