import {
  type GradedExample,
  type GradedSplits,
  type GradedTask,
  generateTask,
} from '../../data/making/generate/graded';
import { DATA_SEED } from '../../data/making/generate/tasks';
import { acceptability } from '../../data/making/generate/tasks/acceptability';
import { answers } from '../../data/making/generate/tasks/answers';
import { entailment } from '../../data/making/generate/tasks/entailment';
import { exchanges } from '../../data/making/generate/tasks/exchanges';
import { inference } from '../../data/making/generate/tasks/inference';
import { paraphrase } from '../../data/making/generate/tasks/paraphrase';
import { questionPairs } from '../../data/making/generate/tasks/questionPairs';
import { sentiment } from '../../data/making/generate/tasks/sentiment';
import { wordings } from '../../data/making/generate/tasks/wordings';
import { labelOf as acceptabilityLabel } from '../evaluators/acceptability';
import { labelOf as answersLabel } from '../evaluators/answers';
import { labelOf as entailmentLabel } from '../evaluators/entailment';
import { labelOf as inferenceLabel } from '../evaluators/inference';
import { labelOf as paraphraseLabel } from '../evaluators/paraphrase';
import { labelOf as questionPairsLabel } from '../evaluators/questionPairs';
import { labelOf as sentimentLabel } from '../evaluators/sentiment';

/** A shipped task, and its examples whose label the second evaluator does not find. */
export interface ProvedTask {
  readonly graded: GradedTask<unknown>;
  readonly splits: GradedSplits<unknown>;
  readonly disputed: readonly string[];
}

/** Generates and proves the seven tasks, in the order of the shipped ones. */
export function provedTasks(): readonly ProvedTask[] {
  return [
    prove(sentiment, sentimentLabel),
    prove(paraphrase, paraphraseLabel),
    prove(questionPairs, questionPairsLabel),
    prove(inference, inferenceLabel),
    prove(answers, answersLabel),
    prove(entailment, entailmentLabel),
    prove(acceptability, acceptabilityLabel),
  ];
}

function prove<Form>(graded: GradedTask<Form>, labelOf: (form: Form) => number): ProvedTask {
  const splits = generateTask(graded, DATA_SEED);
  return { graded, splits, disputed: disputedBy(labelOf, allOf(splits)) };
}

/** The examples whose label the evaluator does not find. */
function disputedBy<Form>(
  labelOf: (form: Form) => number,
  examples: readonly GradedExample<Form>[],
): string[] {
  return examples
    .filter(({ form, label }) => labelOf(form) !== label)
    .map(({ sentence1, sentence2 = '', label }) => `${label} ${sentence1} ${sentence2}`);
}

/** Pairs of passages that are of no task, where the second evaluator finds another label. */
export function disputedPairs(): string[] {
  const sizes = { train: 400, validation: 50, test: 50 };
  const evaluators = [paraphraseLabel, questionPairsLabel];
  const exchanged = exchanges.map((graded) => generateTask({ ...graded, sizes }, 3));
  const worded = wordings.map((graded) => generateTask({ ...graded, sizes }, 3, [1]));
  return [exchanged, worded].flatMap((sources) =>
    sources.flatMap((splits, i) => disputedBy(evaluators[i], allOf(splits))),
  );
}

/** The examples of every split. */
export function allOf<Form>({ train, validation, test }: GradedSplits<Form>): GradedExample<Form>[] {
  return [...train, ...validation, ...test];
}
