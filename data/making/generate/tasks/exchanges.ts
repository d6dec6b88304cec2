import { double } from '../events/double';
import type { DrawScene } from '../events/mirrored';
import { drawPair, type PairForm, type PairGrammar } from '../events/pair';
import { circumstance, otherwise } from '../events/question';
import { alone, described, met, trading } from '../events/single';
import type { GradedTask } from '../graded';
import { paraphrase, statements } from './paraphrase';
import { questionPairs, questions } from './questionPairs';

const everywhere = (scenes: readonly DrawScene[]): PairGrammar['scenes'] => ({
  2: scenes,
  3: scenes,
  4: scenes,
  5: scenes,
});

/**
 * The task with other scenes at every level. In most pairs both texts mean the same, as in texts about one subject.
 */
const exchanged = (
  task: GradedTask<PairForm>,
  grammar: PairGrammar,
  scenes: readonly DrawScene[],
): GradedTask<PairForm> => ({
  ...task,
  told: [0.25, 0.75],
  draw: (wanted, random) =>
    drawPair({ ...grammar, scenes: everywhere(scenes) }, wanted, wanted.label === 1, random),
});

/**
 * Two sources of passages for pretraining, which are not tasks. The second text tells the first again, in equal or
 * synonymous words; people, things or times may be exchanged.
 */
export const exchanges: readonly GradedTask<PairForm>[] = [
  exchanged(paraphrase, statements, [alone, alone, met, trading, described, double]),
  exchanged(questionPairs, questions, [...[alone, trading, described].map(circumstance), otherwise(alone)]),
];
