import type { BenchSize } from '../bench/sizes';
import type { DeviceKind } from './device';

const base = { batch: 16, turn: 1 };

const tiny = {
  ...{ ...base, hidden: 128, heads: 2, intermediate: 512, blocks: 12, vocabulary: 6144 },
  exits: [1, 4, 6, 12],
};

/**
 * The timed encoders: the small BERT that ships, also on short examples, to see the fixed cost of a step; and the
 * shapes of MiniLM, BERT-base and BERT-large.
 */
const small: readonly BenchSize[] = [
  { ...tiny, name: '12x128-short', tokens: 16 },
  { ...tiny, name: '12x128', tokens: 64 },
  {
    ...{ ...base, name: '6x384', hidden: 384, heads: 12, intermediate: 1536, blocks: 6, vocabulary: 30522 },
    ...{ exits: [1, 2, 4, 6], tokens: 64 },
  },
];

const large: readonly BenchSize[] = [
  {
    ...{ ...base, name: '12x768', hidden: 768, heads: 12, intermediate: 3072, blocks: 12, vocabulary: 30522 },
    ...{ exits: [1, 4, 6, 12], tokens: 128 },
  },
  {
    ...{
      ...base,
      name: '24x1024',
      hidden: 1024,
      heads: 16,
      intermediate: 4096,
      blocks: 24,
      vocabulary: 30522,
    },
    ...{ exits: [1, 6, 12, 24], tokens: 128 },
  },
];

export const reportSizes: readonly BenchSize[] = [...small, ...large];

/** The sizes for a kind of device. */
export function sizesOf(kind: DeviceKind): readonly BenchSize[] {
  if (kind === 'gpu') return reportSizes;
  return kind === 'processor' ? small : small.slice(0, 1);
}

/** `12 x 128`. */
export const shapeOf = ({ blocks, hidden }: Pick<BenchSize, 'blocks' | 'hidden'>): string =>
  `${blocks} x ${hidden}`;
