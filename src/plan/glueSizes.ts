/**
 * The sizes of GLUE, for machines without the data. The examples are those of `nyu-mll/glue`. The mean tokens of a
 * training example were counted on MRPC and CoLA with the tokenizer of BERT, uncased; those of the other tasks follow
 * from the bytes of their texts, at 0.21 tokens a byte, as on MRPC.
 */
export interface GlueSize {
  readonly train: number;
  readonly validation: number;
  /** Mean tokens of an example, with special tokens. */
  readonly tokens: number;
  readonly classes: number;
}

const two = { classes: 2 };
const mnli = { train: 392_702, tokens: 39, classes: 3 };

export const glueSizes: { readonly [task: string]: GlueSize } = {
  'sst-2': { train: 67_349, validation: 872, tokens: 14, ...two },
  mrpc: { train: 3668, validation: 408, tokens: 53, ...two },
  cola: { train: 8551, validation: 1043, tokens: 12, ...two },
  mnli: { validation: 9815, ...mnli },
  'mnli-mm': { validation: 9832, ...mnli },
  qqp: { train: 363_846, validation: 40_430, tokens: 28, ...two },
  qnli: { train: 104_743, validation: 5463, tokens: 51, ...two },
  rte: { train: 2490, validation: 277, tokens: 71, ...two },
  'sts-b': { train: 5749, validation: 1500, tokens: 27, classes: 1 },
};
