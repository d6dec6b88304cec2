/** A mean over seeds with its interval, and its judgement. */
import { type Summary, summarise } from '../analysis';
import { CHANCE, type Interval, type Judgement, type Side, verdictOf } from './verdict';

/** A number of each seed, and the interval of their mean over the choice of examples, if it is known. */
export interface Estimate {
  readonly seeds: readonly number[];
  readonly values: readonly number[];
  readonly examples?: Interval | null;
}

/** How a number is printed; the default is `+1.2`. */
export type Format = (value: number) => string;

/** "+1.2", "-0.3": points with a sign. */
export const points: Format = (value) => `${value < 0 ? '' : '+'}${value.toFixed(1)}`;

/**
 * The 95% interval over seeds and examples; null with one seed. All seeds share their evaluation examples. So the draw
 * of seeds and the draw of examples are independent, and the half-widths add as sqrt(a^2 + b^2), for each end by itself.
 */
export function combinedInterval(
  { mean, interval }: Pick<Summary, 'mean' | 'interval'>,
  examples?: Interval | null,
): Interval | null {
  if (!interval) return null;
  if (!examples) return interval;
  const half = interval[1] - mean;
  const [left, right] = [Math.max(0, mean - examples[0]), Math.max(0, examples[1] - mean)];
  return [mean - Math.hypot(half, left), mean + Math.hypot(half, right)];
}

/** The judgement of a claim that the mean over seeds lies on a side. `format` prints numbers. */
export function judgeEstimate(estimate: Estimate, side: Side, format: Format = points): Judgement {
  const summary = summarise(estimate.values);
  const interval = combinedInterval(summary, estimate.examples);
  return {
    verdict: verdictOf(summary.mean, interval, side),
    detail: `${format(summary.mean)} (${intervalsText(estimate, format)})`,
    ...(interval && { chance: CHANCE }),
  };
}

/** `95% +3.9 to +7.3: over 3 seeds +4.0 to +7.2, over examples +4.8 to +6.4` */
function intervalsText({ seeds, values, examples }: Estimate, format: Format): string {
  const summary = summarise(values);
  const text = (interval: Interval) => interval.map(format).join(' to ');
  const over = `over ${summary.n} seed${summary.n === 1 ? '' : 's'}`;
  const each = `${values.map(format).join(' and ')} at seeds ${seeds.join(' and ')}`;
  const parts = [
    ...(summary.n === 2 ? [each] : []),
    ...(summary.interval ? [`${over} ${text(summary.interval)}`] : [over]),
    ...(examples ? [`over examples ${text(examples)}`] : []),
  ].join(', ');
  const interval = combinedInterval(summary, examples);
  return interval ? `95% ${text(interval)}: ${parts}` : parts;
}
