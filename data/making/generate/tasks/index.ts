import type { GradedTask } from '../graded';
import { acceptability } from './acceptability';
import { answers } from './answers';
import { entailment } from './entailment';
import { inference } from './inference';
import { paraphrase } from './paraphrase';
import { questionPairs } from './questionPairs';
import { sentiment } from './sentiment';

/** The seven graded tasks: of the form of SST-2, MRPC, QQP, MNLI, QNLI, RTE and CoLA. */
export const gradedTasks: readonly GradedTask<unknown>[] = [
  sentiment,
  paraphrase,
  questionPairs,
  inference,
  answers,
  entailment,
  acceptability,
];

/** The seed of the data that ships. */
export const DATA_SEED = 1;
