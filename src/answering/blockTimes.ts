/** What one block, one exit and the embeddings take, and the time that follows for other batches. */
import { groupBy } from '../analysis/groups';
import { summarise } from '../analysis/statistics';
import { LabError } from '../errors';
import { percentile } from './load';
import type { RanBatch } from './watched';

/** Seconds for a batch of `examples` texts. */
export interface BlockTimes {
  readonly examples: number;
  /** t(b): one block. */
  readonly block: number;
  /** One exit: its classifier, the call of the graph and the reading of its outputs. */
  readonly check: number;
  readonly embedding: number;
}

/**
 * The times for each batch size that ran, in order. The median time of segments with k blocks is taken as check +
 * k·block: a straight line through the segments that start from hidden states. What the shortest segment takes beyond
 * it that starts with the embeddings is the time of these. Throws LabError unless there are segments with two numbers
 * of blocks, and one with embeddings, at each size.
 */
export const blockTimes = (ran: readonly RanBatch[]): BlockTimes[] =>
  groupBy(ran, ({ examples }) => [examples])
    .map((same) => timesOf(same))
    .sort((a, b) => a.examples - b.examples);

function timesOf(ran: readonly RanBatch[]): BlockTimes {
  const [{ examples }] = ran;
  const kinds = groupBy(ran, ({ blocks, embeds }) => [blocks, embeds]).map(([first, ...rest]) => ({
    ...first,
    seconds: percentile(
      [first, ...rest].map(({ seconds }) => seconds),
      0.5,
    ),
  }));
  const [later, first] = [false, true].map((starts) => kinds.filter(({ embeds }) => embeds === starts));
  if (new Set(later.map(({ blocks }) => blocks)).size < 2 || first.length === 0)
    throw new LabError(
      `expected segments of two lengths after the first one, for batches of ${examples}; ` +
        'run models with exits at other depths, too',
    );
  const { slope: block, intercept: check } = straightLine(later);
  const shortest = first.reduce((best, one) => (one.blocks < best.blocks ? one : best));
  const embedding = shortest.seconds - check - shortest.blocks * block;
  return { examples, block, check, embedding };
}

/** The least squares line of the time over the number of blocks. */
function straightLine(points: readonly Pick<RanBatch, 'blocks' | 'seconds'>[]) {
  const [x, y] = [points.map(({ blocks }) => blocks), points.map(({ seconds }) => seconds)].map(
    (values) => summarise(values).mean,
  );
  const sum = (of: (dx: number, dy: number) => number) =>
    points.reduce((total, { blocks, seconds }) => total + of(blocks - x, seconds - y), 0);
  const slope = sum((dx, dy) => dx * dy) / sum((dx) => dx * dx);
  return { slope, intercept: y - slope * x };
}

/** Seconds by what they are spent on. */
export interface PredictedTime {
  readonly blocks: number;
  readonly checks: number;
  readonly embeddings: number;
  readonly total: number;
}

/**
 * The time of these batches if each takes what `times` says of its size: the sum of blocks·t(b) over the batches, with
 * their exits and embeddings. Sizes between two known ones are interpolated. Throws LabError for other sizes.
 */
export function predictedTime(
  ran: readonly Omit<RanBatch, 'seconds'>[],
  times: readonly BlockTimes[],
): PredictedTime {
  const [parts, known] = [{ blocks: 0, checks: 0, embeddings: 0 }, new Map<number, BlockTimes>()];
  for (const { blocks, embeds, examples } of ran) {
    const at = known.get(examples) ?? timesAt(examples, times);
    known.set(examples, at);
    parts.blocks += blocks * at.block;
    parts.checks += at.check;
    parts.embeddings += embeds ? at.embedding : 0;
  }
  return { ...parts, total: parts.blocks + parts.checks + parts.embeddings };
}

function timesAt(examples: number, times: readonly BlockTimes[]): BlockTimes {
  const above = times.find((time) => time.examples >= examples);
  const below = [...times].reverse().find((time) => time.examples <= examples);
  if (!above || !below)
    throw new LabError(
      `expected times of batches around ${examples} texts, got ${times.map((time) => time.examples).join(', ') || 'none'}`,
    );
  const part = above === below ? 0 : (examples - below.examples) / (above.examples - below.examples);
  const between = (of: 'block' | 'check' | 'embedding') => below[of] + part * (above[of] - below[of]);
  return { examples, block: between('block'), check: between('check'), embedding: between('embedding') };
}
