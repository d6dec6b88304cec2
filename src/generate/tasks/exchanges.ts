import { changesOfQuestions, changesOfStatements } from '../events/changes';
import { double } from '../events/double';
import { compose } from '../events/look';
import type { DrawScene } from '../events/mirrored';
import { drawPair, type PairForm, type PairGrammar } from '../events/pair';
import { plainPair } from '../events/plain';
import { plainQuestions } from '../events/plainQuestions';
import { ask, circumstance, otherwise } from '../events/question';
import { alone, described, met, trading } from '../events/single';
import type { GradedTask } from '../graded';
import { paraphrase } from './paraphrase';
import { questionPairs } from './questionPairs';

const everywhere = (scenes: readonly DrawScene[]): PairGrammar['scenes'] => ({
  2: scenes,
  3: scenes,
  4: scenes,
  5: scenes,
});

const statements: PairGrammar = {
  end: '.',
  plain: plainPair,
  scenes: everywhere([alone, alone, met, trading, described, double]),
  changesFor: changesOfStatements,
  tell: compose,
};

const questions: PairGrammar = {
  end: '?',
  plain: plainQuestions,
  scenes: everywhere([alone, trading, described].map(circumstance).concat(otherwise(alone))),
  changesFor: changesOfQuestions,
  tell: ask,
};

/** The task with another grammar; more often than not both texts say the same, as two texts on one thing do. */
const exchanged = (task: GradedTask<PairForm>, grammar: PairGrammar): GradedTask<PairForm> => ({
  ...task,
  told: [0.25, 0.75],
  draw: (wanted, random) => drawPair(grammar, wanted, wanted.label === 1, random),
});

/**
 * Two sources of passages to pretrain on that are no tasks: the second text tells the first in the same words or in words
 * that mean the same, but may have people, things or times in each other's place.
 */
export const exchanges: readonly GradedTask<PairForm>[] = [
  exchanged(paraphrase, statements),
  exchanged(questionPairs, questions),
];
