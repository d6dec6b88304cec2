/** How much of the difference between two levels of difficulty remains between texts of equal length. */
import { seededRandom } from '../text/random';
import type { RunRecord } from '../types';
import { interval95 } from './bootstrap';
import { combinedInterval, type Interval } from './combinedInterval';
import { exitPredictions } from './exitScores';
import { groupBy } from './groups';
import type { AboutExamples } from './lengthBands';
import { summarise } from './statistics';

/** The accuracy on one level minus that on the next, of one method at one exit, at any length and at equal length. */
export interface EqualLengthRow {
  readonly method: string;
  readonly task: string;
  readonly x: number;
  readonly easier: number;
  readonly harder: number;
  readonly anyLength: number;
  /** Null if fewer than 20 examples of either level share their lengths. */
  readonly equalLength: number | null;
  /** The 95% interval of `equalLength` over seeds and examples. */
  readonly low: number | null;
  readonly high: number | null;
  /** The examples of both levels whose lengths occur in both. */
  readonly examples: number;
}

const LEAST_SHARED = 20;
const RESAMPLES = 400;

/** The number of words of an example, and whether an exit got it right (1) or wrong (0). */
interface Answer {
  readonly words: number;
  readonly right: number;
}

/** The answers to the examples of two levels. */
interface Pair {
  readonly easier: readonly Answer[];
  readonly harder: readonly Answer[];
}

/**
 * The difference in accuracy between each level and the next, for every method, task and exit. At equal length it is
 * the mean of the differences at each number of words that both levels have, weighted by n m / (n + m) for n and m
 * examples (the weights of Cochran, Mantel and Haenszel). Runs with unknown difficulties or lengths are left out.
 * `depths` are the exits to compare; the default is all.
 */
export function equalLength(
  runs: readonly RunRecord[],
  difficultiesOf: AboutExamples,
  lengthsOf: AboutExamples,
  depths?: readonly number[],
): EqualLengthRow[] {
  const known = runs
    .map((run) => ({ run, difficulties: difficultiesOf(run), lengths: lengthsOf(run) }))
    .filter(({ difficulties, lengths }) => difficulties.length > 0 && lengths.length > 0);
  return groupBy(known, ({ run: { config } }) => [config.method, config.task]).flatMap((group) => {
    const levels = [...new Set(group.flatMap(({ difficulties }) => difficulties))].sort((a, b) => a - b);
    const { config, evaluation } = group[0].run;
    const exits = depths ?? evaluation.depths;
    return exits.flatMap((x) =>
      levels.slice(1).map((harder, i) => {
        const pairs = group.map((one) => answersTo(one, evaluation.depths.indexOf(x), levels[i], harder));
        const names = { method: config.method, task: config.task, x, easier: levels[i], harder };
        return { ...names, ...compared(pairs) };
      }),
    );
  });
}

/** A run, and what is known of its evaluation examples. */
interface Known {
  readonly run: RunRecord;
  readonly difficulties: readonly number[];
  readonly lengths: readonly number[];
}

/** The answers of an exit to the examples of two levels. */
function answersTo(
  { run, difficulties, lengths }: Known,
  exit: number,
  easier: number,
  harder: number,
): Pair {
  const { labels } = run.evaluation;
  const predictions = exitPredictions(run.evaluation).subarray(exit * labels.length);
  const answers = (level: number) =>
    [...difficulties.keys()]
      .filter((n) => difficulties[n] === level)
      .map((n) => ({ words: lengths[n], right: Number(predictions[n] === labels[n]) }));
  return { easier: answers(easier), harder: answers(harder) };
}

/** The differences of each seed's pair, as means over the seeds. */
function compared(seeds: readonly Pair[]) {
  const anyLength = meanOf(seeds.map(({ easier, harder }) => shareRight(easier) - shareRight(harder)));
  const [easier, harder] = sharedCounts(seeds[0]);
  const few = { anyLength, equalLength: null, low: null, high: null, examples: easier + harder };
  if (Math.min(easier, harder) < LEAST_SHARED) return few;
  const { mean, interval } = summarise(seeds.map(differenceAtEqualLength));
  const [low, high] = combinedInterval({ mean, interval }, overExamples(seeds)) ?? [null, null];
  return { ...few, equalLength: mean, low, high };
}

/** sum_w n_w m_w / (n_w + m_w) (a_w - b_w), divided by the sum of the weights, over numbers of words w. */
function differenceAtEqualLength({ easier, harder }: Pair): number {
  const byWords = new Map<number, [Answer[], Answer[]]>();
  [easier, harder].forEach((answers, side) => {
    for (const answer of answers) {
      const both = byWords.get(answer.words) ?? [[], []];
      both[side].push(answer);
      byWords.set(answer.words, both);
    }
  });
  let [sum, weights] = [0, 0];
  for (const [a, b] of byWords.values()) {
    if (a.length * b.length === 0) continue;
    const weight = (a.length * b.length) / (a.length + b.length);
    sum += weight * (shareRight(a) - shareRight(b));
    weights += weight;
  }
  return sum / weights;
}

/** How many examples of each level have a length that the other level has, too. */
function sharedCounts({ easier, harder }: Pair): [number, number] {
  const shared = (own: readonly Answer[], others: readonly Answer[]) => {
    const words = new Set(others.map((answer) => answer.words));
    return own.filter((answer) => words.has(answer.words)).length;
  };
  return [shared(easier, harder), shared(harder, easier)];
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
const shareRight = (answers: readonly Answer[]): number => meanOf(answers.map(({ right }) => right));

/** The bootstrap interval of the mean over the seeds. All seeds have the same draws from each level. */
function overExamples(seeds: readonly Pair[]): Interval {
  const values = Array.from({ length: RESAMPLES }, (_, i) =>
    meanOf(
      seeds.map(({ easier, harder }) => {
        const random = seededRandom(`equal length ${i}`);
        const draw = (some: readonly Answer[]) => some.map(() => some[random.integer(some.length)]);
        return differenceAtEqualLength({ easier: draw(easier), harder: draw(harder) });
      }),
    ),
  );
  return interval95(values);
}
