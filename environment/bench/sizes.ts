/** The size of a timed step: an encoder with dropout 0.1, and a batch. */
export interface BenchSize {
  readonly name: string;
  readonly hidden: number;
  readonly heads: number;
  readonly intermediate: number;
  readonly blocks: number;
  readonly vocabulary: number;
  /** The other fields of config.json. Default: those of BERT. */
  readonly config?: { readonly model_type: string; readonly [field: string]: string | number | boolean };
  readonly exits: readonly number[];
  /** The number of examples in a step. */
  readonly batch: number;
  /** The number of tokens of an example, without padding. */
  readonly tokens: number;
  /** The number of consecutive steps in a turn. */
  readonly turn: number;
}

const common = { blocks: 12, vocabulary: 30522, exits: [1, 4, 6, 12], batch: 16 };

const deberta = {
  ...{ model_type: 'deberta', relative_attention: true, pos_att_type: 'c2p|p2c' },
  ...{ position_biased_input: false, type_vocab_size: 0 },
};

/** Sizes of an Early-Exit step, which is compared with PyTorch's. */
export const benchSizes: readonly BenchSize[] = [
  { ...common, name: '12x128', hidden: 128, heads: 2, intermediate: 512, tokens: 32, turn: 10 },
  { ...common, name: '12x768', hidden: 768, heads: 12, intermediate: 3072, tokens: 64, turn: 2 },
  {
    ...{ ...common, name: '12x768-deberta', hidden: 768, heads: 12, intermediate: 3072, tokens: 64, turn: 2 },
    ...{ vocabulary: 50265, config: deberta },
  },
];

const tinyBert = {
  name: 'tiny-bert-12',
  hidden: 128,
  heads: 2,
  intermediate: 512,
  blocks: 12,
  vocabulary: 6144,
};
const miniLm = {
  name: 'minilm-l6',
  hidden: 384,
  heads: 12,
  intermediate: 1536,
  blocks: 6,
  vocabulary: 30522,
};

const everyBlock = { name: 'minilm-l6-every', exits: [1, 2, 3, 4, 5, 6], batch: 16, tokens: 128, turn: 2 };

/**
 * Sizes of a SWEET step, whole and by segments: two of the lab's encoders with a few exits, and MiniLM with an exit
 * after each block.
 */
export const segmentSizes: readonly BenchSize[] = [
  { ...tinyBert, exits: [1, 4, 6, 12], batch: 32, tokens: 96, turn: 2 },
  { ...miniLm, exits: [1, 2, 4, 6], batch: 16, tokens: 128, turn: 2 },
  { ...miniLm, ...everyBlock },
];

/** Sizes of a COSEE step, which is compared with the plain one. There is an exit after each block. */
export const coseeSizes: readonly BenchSize[] = [
  {
    ...{ ...tinyBert, name: 'tiny-bert-12-every', exits: Array.from({ length: 12 }, (_, m) => m + 1) },
    ...{ batch: 16, tokens: 32, turn: 5 },
  },
  { ...miniLm, ...everyBlock },
];

const everyThird = { ...common, exits: [3, 6, 9, 12], heads: 12, tokens: 32, turn: 1 };

/** Sizes of answers. */
export const answerSizes: readonly BenchSize[] = [
  { ...everyThird, name: '12x384-answers', hidden: 384, intermediate: 1536 },
  { ...everyThird, name: '12x768-answers', hidden: 768, intermediate: 3072 },
];
