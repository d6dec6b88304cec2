import { changesOfQuestions } from '../events/changes';
import { drawPair, type PairForm, type PairGrammar } from '../events/pair';
import { plainQuestions } from '../events/plainQuestions';
import { ask, circumstance, otherwise } from '../events/question';
import { heldOutPassives } from '../events/relation';
import { otherVerb, otherWords } from '../events/reworded';
import { alone, described, trading } from '../events/single';
import type { GradedTask } from '../graded';

export const questions: PairGrammar = {
  end: '?',
  plain: plainQuestions,
  scenes: {
    2: [otherwise(alone), circumstance(otherVerb), circumstance(otherWords)],
    3: [circumstance(otherVerb), circumstance(otherWords)],
    4: [circumstance(otherVerb)],
    5: [circumstance(otherVerb), circumstance(otherVerb), circumstance(trading), circumstance(described)],
  },
  changesFor: changesOfQuestions,
  tell: ask,
};

const DUPLICATE = 1;

/** Do two questions ask for the same? The form of QQP. */
export const questionPairs: GradedTask<PairForm> = {
  task: {
    name: 'question-pairs',
    labels: ['not_duplicate', 'duplicate'],
    metrics: ['accuracy', 'f1'],
    pair: true,
  },
  sizes: { train: 6000, validation: 1000, test: 1000 },
  shares: [0.5, 0.5],
  heldOut: heldOutPassives,
  draw: (wanted, random) => drawPair(questions, wanted, wanted.label === DUPLICATE, random),
  told: [0.4, 0.6],
  closings: [
    { lead: 'Do both ask for the same?', words: ['No', 'Yes'] },
    { lead: 'As a copy of the first the second is', words: ['wrong', 'right'] },
  ],
};
