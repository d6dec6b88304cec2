import type { BenchSize } from './sizes';
import type { Timings } from './turns';

/** The middle of what was timed, and where the middle half of it lies, in milliseconds. */
export interface Spread {
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
}

/** Median and quartiles of steps in seconds, linearly interpolated. */
export function spreadOf(seconds: readonly number[]): Spread {
  const sorted = seconds.map((s) => s * 1000).sort((a, b) => a - b);
  const quantile = (share: number) => {
    const at = share * (sorted.length - 1);
    const below = Math.floor(at);
    return sorted[below] + (at - below) * ((sorted[below + 1] ?? sorted[below]) - sorted[below]);
  };
  return { median: quantile(0.5), lower: quantile(0.25), upper: quantile(0.75) };
}

/** One size in words: medians, quartiles, and ours as a share of theirs. */
export function summaryOf(size: BenchSize, { ours, theirs }: Timings): string {
  const title = `Early-Exit step, ${size.blocks} x ${size.hidden}, exits ${size.exits.join(', ')}, batch ${size.batch} x ${size.tokens} tokens`;
  const rows = [['early-exit-lab', ours] as const, ...(theirs ? [['PyTorch', theirs] as const] : [])];
  const lines = rows.map(([name, seconds]) => {
    const { median, lower, upper } = spreadOf(seconds);
    const range = `${lower.toFixed(1)} to ${upper.toFixed(1)}`;
    return `  ${name.padEnd(15)} median ${median.toFixed(1)} ms, middle half ${range} ms, ${seconds.length} steps`;
  });
  if (!theirs) return [title, ...lines].join('\n');
  const ratio = spreadOf(ours).median / spreadOf(theirs).median;
  return [title, ...lines, `  ours / PyTorch  ${ratio.toFixed(2)}`].join('\n');
}
