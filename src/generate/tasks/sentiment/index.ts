/** Opinions in the form of SST-2: one sentence, and whether it praises or blames in the end. */
import { chance, pick } from '../../choice';
import { sentence } from '../../english';
import type { Draft, GradedTask } from '../../graded';
import type { SentimentForm } from './opinion';
import { recipes } from './recipes';

export type { SentimentForm } from './opinion';

const closings: readonly (readonly string[])[] = [
  [
    'I will never go back.',
    'It was a bad experience, and I regret it.',
    'So I was not at all happy in the end.',
    'I would warn everybody against it.',
    'All in all, I was disappointed.',
    'My opinion of it is poor.',
    'It was not worth the money.',
    'I came away angry and sad.',
  ],
  [
    'I will gladly go back soon.',
    'It was a good experience, and I enjoyed it.',
    'So I was quite happy in the end.',
    'I would recommend it to everybody.',
    'All in all, I was delighted.',
    'My opinion of it is high.',
    'It was well worth the money.',
    'I came away glad and content.',
  ],
];

export const sentiment: GradedTask<SentimentForm> = {
  task: { name: 'sentiment', labels: ['negative', 'positive'], metrics: ['accuracy'], pair: false },
  sizes: { train: 6000, validation: 1000, test: 1000 },
  shares: [0.5, 0.5],
  heldOut:
    'Lodgings (hotel, room, cabin and the like) with verbs of feeling ("Anna loved the hotel"): training has lodgings with adjectives and nouns, and verbs of feeling with everything else.',

  /** The recipes do not know the label; a draft that came out otherwise is drawn again. */
  draw({ level, label, held }, random): Draft<SentimentForm> {
    const recipe = pick(recipes[level], random);
    for (;;) {
      const { text, opinion } = recipe({ random, held });
      if ((opinion.sign === 1 ? 1 : 0) !== label) continue;
      return { sentence1: sentence(text), form: opinion.form, steps: opinion.steps };
    }
  },

  passage({ sentence1 }, label, random) {
    if (chance(0.25, random)) return { first: sentence1 };
    return { first: sentence1, second: pick(closings[label], random) };
  },
};
