/** What is timed: an Early-Exit step on an encoder of these sizes, exits at 1, 4, 6 and 12, dropout 0.1. */
export interface BenchSize {
  readonly name: string;
  readonly hidden: number;
  readonly heads: number;
  readonly intermediate: number;
  readonly blocks: number;
  readonly vocabulary: number;
  readonly exits: readonly number[];
  /** Examples of a step. */
  readonly batch: number;
  /** Tokens of an example, all of them real. */
  readonly tokens: number;
  /** Steps in a row before the other side has its turn. */
  readonly turn: number;
}

const common = { blocks: 12, vocabulary: 30522, exits: [1, 4, 6, 12], batch: 16 };

export const benchSizes: readonly BenchSize[] = [
  { ...common, name: '12x128', hidden: 128, heads: 2, intermediate: 512, tokens: 32, turn: 10 },
  { ...common, name: '12x768', hidden: 768, heads: 12, intermediate: 3072, tokens: 64, turn: 2 },
];
