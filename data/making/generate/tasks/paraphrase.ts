import { changesOfStatements } from '../events/changes';
import { double } from '../events/double';
import { compose } from '../events/look';
import { drawPair, type PairForm, type PairGrammar } from '../events/pair';
import { plainPair } from '../events/plain';
import { heldOutPassives } from '../events/relation';
import { denials, otherVerb, otherWords } from '../events/reworded';
import { trading } from '../events/single';
import type { GradedTask } from '../graded';

export const statements: PairGrammar = {
  end: '.',
  plain: plainPair,
  scenes: {
    2: [otherVerb, otherWords],
    3: [otherVerb, otherWords, denials],
    4: [otherVerb, otherWords, denials],
    5: [otherVerb, otherWords, denials, denials, trading, double],
  },
  changesFor: changesOfStatements,
  tell: compose,
};

const EQUIVALENT = 1;

/** Do two statements mean the same? The form of MRPC. */
export const paraphrase: GradedTask<PairForm> = {
  task: {
    name: 'paraphrase',
    labels: ['not_equivalent', 'equivalent'],
    metrics: ['accuracy', 'f1'],
    pair: true,
  },
  sizes: { train: 6000, validation: 1000, test: 1000 },
  shares: [1 / 3, 2 / 3],
  heldOut: heldOutPassives,
  draw: (wanted, random) => drawPair(statements, wanted, wanted.label === EQUIVALENT, random),
  told: [0.4, 0.6],
  closings: [
    { lead: 'Do both say the same?', words: ['No', 'Yes'] },
    { lead: 'As a copy of the first the second is', words: ['wrong', 'right'] },
  ],
};
