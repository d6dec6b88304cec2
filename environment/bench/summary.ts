import type { Measured } from './segments';
import type { Memory } from './sides';
import type { BenchSize } from './sizes';
import type { Timings } from './turns';

/** Median and quartiles, in milliseconds. */
export interface Spread {
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
}

/** Median and quartiles of steps in seconds, with linear interpolation. */
export function spreadOf(seconds: readonly number[]): Spread {
  const sorted = seconds.map((s) => s * 1000).sort((a, b) => a - b);
  const quantile = (share: number) => {
    const at = share * (sorted.length - 1);
    const below = Math.floor(at);
    return sorted[below] + (at - below) * ((sorted[below + 1] ?? sorted[below]) - sorted[below]);
  };
  return { median: quantile(0.5), lower: quantile(0.25), upper: quantile(0.75) };
}

const rowOf = (name: string, seconds: readonly number[]): string => {
  const { median, lower, upper } = spreadOf(seconds);
  const range = `${lower.toFixed(1)} to ${upper.toFixed(1)}`;
  return `  ${name.padEnd(15)} median ${median.toFixed(1)} ms, middle half ${range} ms, ${seconds.length} steps`;
};

const titleOf = (method: string, { blocks, hidden, exits, batch, tokens }: BenchSize): string =>
  `${method} step, ${blocks} x ${hidden}, exits ${exits.join(', ')}, batch ${batch} x ${tokens} tokens`;

/** The summary of one size: medians, quartiles, and the ratio of our time to theirs. */
export function summaryOf(size: BenchSize, { ours, theirs }: Timings): string {
  const title = titleOf('Early-Exit', size);
  const rows = [['early-exit-lab', ours] as const, ...(theirs ? [['PyTorch', theirs] as const] : [])];
  const lines = rows.map(([name, seconds]) => rowOf(name, seconds));
  if (!theirs) return [title, ...lines].join('\n');
  const ratio = spreadOf(ours).median / spreadOf(theirs).median;
  return [title, ...lines, `  ours / PyTorch  ${ratio.toFixed(2)}`].join('\n');
}

/** The summary of COSEE's and the plain step at one size. */
export function coseeSummaryOf(size: BenchSize, cosee: readonly number[], plain: readonly number[]): string {
  const rows = [rowOf('COSEE', cosee), rowOf('Early-Exit', plain)];
  const ratio = spreadOf(cosee).median / spreadOf(plain).median;
  return [titleOf('COSEE', size), ...rows, `  COSEE / Early-Exit ${ratio.toFixed(2)}`].join('\n');
}

/**
 * The summary of both ways to compute gradients at one size: medians, peak memory, and ratios of segments to whole.
 */
export function segmentsSummaryOf(size: BenchSize, whole: Measured, segments: Measured): string {
  const rows = Object.entries({ whole, segments }).map(([name, { seconds, memory }]) => {
    const [peak, own] = [memory.peak, ownOf(memory)].map((bytes) => `${(bytes / 2 ** 20).toFixed(0)} MiB`);
    return `${rowOf(name, seconds)}; peak resident memory ${peak}, ${own} of it the training's`;
  });
  const time = spreadOf(segments.seconds).median / spreadOf(whole.seconds).median;
  const memory = ownOf(segments.memory) / ownOf(whole.memory);
  const ratios = `  segments / whole: time ${time.toFixed(2)}, the training's memory ${memory.toFixed(2)}`;
  return [titleOf('SWEET', size), ...rows, ratios].join('\n');
}

const ownOf = ({ before, peak }: Memory): number => peak - before;
