import type { Tensor } from '@tensorflow/tfjs-core';
import { readingOf } from '../analysis/readings';
import type { MultiExit } from '../exits';
import type { Padding } from '../text/batches';
import type { TextTokenizer } from '../text/tokenizer';
import { type EvaluationListener, evaluate } from '../training/evaluate';
import { paddingOf } from '../training/plan';
import type { EncodedExample, Example, ExitReading, ExitRecord, Parameters } from '../types';

/** What it takes to answer texts: a model with its parameters on the device, and what its outputs mean. */
export interface AnsweringModel {
  readonly model: MultiExit;
  readonly parameters: Parameters<Tensor>;
  readonly tokenizer: TextTokenizer;
  /** The names of the classes, or the one name of the number of a regression task. */
  readonly labels: readonly string[];
  /** Longer texts are cut at this number of tokens. */
  readonly maxLength: number;
  /** Whether the task has pairs of texts; absent if that is not known. */
  readonly pair?: boolean;
}

/** A model that reads text. */
export interface TextModel {
  readonly padding: Padding;
  encode(examples: readonly Example[]): EncodedExample[];
  /**
   * The outputs of every exit for the examples, without dropout. `afterBatch` gets the number of finished examples; it
   * may throw to stop.
   */
  evaluate(examples: readonly Example[], afterBatch?: EvaluationListener['afterBatch']): Promise<ExitRecord>;
  /** The outputs of every exit, for each example. */
  read(examples: readonly Example[]): Promise<ExitReading[][]>;
}

/** A model with its parameters on the device and its tokenizer. Texts are cut at `maxLength` tokens. */
export function textModel(
  model: MultiExit,
  parameters: Parameters<Tensor>,
  tokenizer: TextTokenizer,
  maxLength: number,
): TextModel {
  const padding = paddingOf(tokenizer.padId, model.encoder.positions);
  const encode = (examples: readonly Example[]) =>
    examples.map((example) => tokenizer.encode(example, maxLength));
  const evaluateExamples: TextModel['evaluate'] = (examples, afterBatch) =>
    evaluate(model, parameters, encode(examples), padding, { afterBatch });
  return {
    padding,
    encode,
    evaluate: evaluateExamples,
    async read(examples) {
      const record = await evaluateExamples(examples);
      return examples.map((_, n) => record.depths.map((_, e) => readingOf(record, e, n)));
    },
  };
}
