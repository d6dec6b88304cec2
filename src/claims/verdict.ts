/** Verdicts: what the interval of a number says of a claim about the number. */

/**
 * - *holds*: the 95% interval lies wholly on the claim's side of its bound.
 * - *leans*: the mean is on the claim's side, and the interval contains the bound.
 * - *against*: the interval lies wholly on the other side.
 * - *cannot tell*: everything else. There is one seed; or the scores are at chance; or the setting is not that of the
 *   claim; or the mean is on the other side, and the interval contains the bound.
 */
export type Verdict = 'holds' | 'leans' | 'against' | 'cannot tell';

export const verdictNames: readonly Verdict[] = ['holds', 'leans', 'against', 'cannot tell'];

/** The judgement of a claim by the given runs. */
export interface Judgement {
  readonly verdict: Verdict;
  /** The numbers, with their intervals. */
  readonly detail: string;
  /**
   * The largest probability that the verdict is *holds* although the true number is at the bound. It is there if an
   * interval was judged. A fact and a claim that was not tested have none.
   */
  readonly chance?: number;
}

export type Interval = readonly [low: number, high: number];

/** The side of a claim: the numbers between two bounds, which may be infinite. */
export type Side = readonly [from: number, to: number];

/** A claim that a number is larger than a bound. */
export const above = (bound: number): Side => [bound, Number.POSITIVE_INFINITY];

/** A claim that a number is smaller than a bound. */
export const below = (bound: number): Side => [Number.NEGATIVE_INFINITY, bound];

/** A claim that two numbers are comparable: their difference is smaller than a margin. */
export const within = (margin: number): Side => [-margin, margin];

/** The verdict on a claim that a number lies between two bounds. Without an interval: cannot tell. */
export function verdictOf(mean: number, interval: Interval | null, [from, to]: Side): Verdict {
  if (!interval) return 'cannot tell';
  const [low, high] = interval;
  if (from < low && high < to) return 'holds';
  if (high < from || to < low) return 'against';
  return from < mean && mean < to ? 'leans' : 'cannot tell';
}

/** The probability that one end of a 95% interval lies beyond a bound at which the true number is. */
export const CHANCE = 0.025;

/**
 * A fact about these runs, without statistics: it is so (*holds*), it is not (*against*), or these runs do not show it
 * (null: *cannot tell*). A claim about a method is no fact, because other seeds give other numbers.
 */
export const fact = (isSo: boolean | null, detail: string): Judgement => ({
  verdict: isSo === null ? 'cannot tell' : isSo ? 'holds' : 'against',
  detail,
});

/** The judgement of a claim that these runs cannot test. */
export const untestable = (why: string): Judgement => ({ verdict: 'cannot tell', detail: why });

/**
 * The judgement of a claim of several parts: against if a part is against; else cannot tell if a part cannot be told;
 * else leans if a part leans; else holds.
 */
export function jointly(parts: readonly Judgement[]): Judgement {
  const worst = (['against', 'cannot tell', 'leans'] as const).find((verdict) =>
    parts.some((part) => part.verdict === verdict),
  );
  const chances = parts.flatMap(({ chance }) => chance ?? []);
  return {
    verdict: worst ?? 'holds',
    detail: parts.map((part) => part.detail).join('; '),
    ...(chances.length > 0 && { chance: Math.min(...chances) }),
  };
}

/** `7 claims: 2 hold, 1 leans, 1 against, 3 cannot tell; of 4 with an interval, by chance 0.1 would hold` */
export function verdictCounts(judged: readonly Judgement[]): string {
  const count = (verdict: Verdict) => judged.filter((one) => one.verdict === verdict).length;
  const number = (n: number, one: string, several: string) => `${n} ${n === 1 ? one : several}`;
  const counts = [
    number(count('holds'), 'holds', 'hold'),
    number(count('leans'), 'leans', 'lean'),
    `${count('against')} against`,
    `${count('cannot tell')} cannot tell`,
  ];
  const chances = judged.flatMap(({ chance }) => chance ?? []);
  const byChance = chances.reduce((sum, chance) => sum + chance, 0).toFixed(1);
  const tested =
    chances.length > 0 ? `; of ${chances.length} with an interval, by chance ${byChance} would hold` : '';
  return `${number(judged.length, 'claim', 'claims')}: ${counts.join(', ')}${tested}`;
}
