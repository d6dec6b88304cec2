/** Opinions in the form of SST-2: one sentence; does it praise or blame in the end? */
import { pick } from '../../choice';
import { sentence } from '../../english';
import type { Draft, GradedTask } from '../../graded';
import type { SentimentForm } from './opinion';
import { recipes } from './recipes';

export type { SentimentForm } from './opinion';

export const sentiment: GradedTask<SentimentForm> = {
  task: { name: 'sentiment', labels: ['negative', 'positive'], metrics: ['accuracy'], pair: false },
  sizes: { train: 6000, validation: 1000, test: 1000 },
  shares: [0.5, 0.5],
  heldOut:
    'Lodgings (hotel, room, cabin and the like) with verbs of feeling ("Anna loved the hotel"): ' +
    'training has lodgings with adjectives and nouns, and verbs of feeling with everything else.',

  /** The recipes do not know the label. A draft with another label is drawn again. */
  draw({ level, label, held }, random): Draft<SentimentForm> {
    const recipe = pick(recipes[level], random);
    for (;;) {
      const { text, opinion } = recipe({ random, held });
      if ((opinion.sign === 1 ? 1 : 0) !== label) continue;
      return { sentence1: sentence(text), form: opinion.form, steps: opinion.steps };
    }
  },

  told: [0.5, 0.5],
  closings: [
    { lead: 'All in all it was', words: ['bad', 'good'] },
    { lead: 'Would I go again?', words: ['No', 'Yes'] },
  ],
};
