/** The parts of a claim about scores, and their judgement. */
import { type ContrastResult, contrast, type ExampleIntervals, type ScoreRow, type Term } from '../analysis';
import { judgeEstimate, points } from './estimate';
import { atChance } from './floor';
import { less } from './terms';
import { above, type Judgement, type Side, untestable } from './verdict';

/** A weighted sum of scores, in points, which a claim compares with its bound; `label` names it in the claim. */
export interface Part {
  readonly label: string;
  readonly terms: readonly Term[];
  /** The side of the claim, in points; the default is that of the claim. */
  readonly side?: Side;
  /** The gains of a difference of gains: if the scores of one of them are at chance, the part cannot be told. */
  readonly gains?: readonly (readonly Term[])[];
}

/** The only part of a claim; it needs no label. */
export const single = (terms: readonly Term[]): Part[] => [{ label: '', terms }];

/** A gain that is there, and that is larger than another one: two parts, because no gain would exceed a loss. */
export const largerGain = (
  label: string,
  gain: readonly Term[],
  other: readonly Term[],
  side: Side = above(0),
): Part[] => [
  { label: `${label}, the gain`, terms: gain, side: above(0) },
  { label: `${label}, the gain less the other`, terms: less(gain, other), side, gains: [gain, other] },
];

/** What a part is judged by. */
export interface Grounds {
  readonly rows: readonly ScoreRow[];
  /** Intervals over the choice of examples, see `exampleIntervals`; without them the seeds alone are used. */
  readonly overExamples?: ExampleIntervals;
  /** The side of the claim, in points; the default is above 0. */
  readonly side?: Side;
}

/** The judgement of one part, over the seeds that have every score of the part on every task. */
export function judgePart(part: Part, grounds: Grounds): Judgement {
  const { rows, overExamples } = grounds;
  const found = contrast(rows, part.terms);
  const name = part.label && `${part.label}: `;
  if (found.whole.length === 0) return untestable(`${name}no seed has all runs${missingText(found)}`);
  const side = part.side ?? grounds.side ?? above(0);
  const examples = overExamples?.(part.terms, found.whole, tasksOf(rows))?.map((bound) => 100 * bound);
  const { verdict, detail, chance } = judgeEstimate(
    {
      seeds: found.whole,
      values: found.values.map((value) => 100 * value),
      examples: examples && [examples[0], examples[1]],
    },
    side,
    isScore(part.terms) ? (value) => value.toFixed(1) : points,
  );
  const said = `${name}${detail}${tasksText(found, side)}${missingText(found)}`;
  if ((part.gains ?? [part.terms]).some((terms) => atChance(terms, grounds)))
    return untestable(`${said}, at chance`);
  return { verdict, detail: said, ...(chance !== undefined && { chance }) };
}

const tasksOf = (rows: readonly ScoreRow[]): string[] => [...new Set(rows.map(({ task }) => task))];

/** A sum of scores that is a score itself, and not a difference. */
const isScore = (terms: readonly Term[]): boolean =>
  Math.abs(terms.reduce((sum, { weight }) => sum + weight, 0) - 1) < 1e-9;

function tasksText({ tasks }: ContrastResult, [from, to]: Side): string {
  const there = tasks.filter(({ mean }) => from < 100 * mean && 100 * mean < to).length;
  return tasks.length > 1 ? `, on ${there} of ${tasks.length} tasks` : '';
}

/** How many of the missing scores are named. */
const NAMED = 3;

function missingText({ missing, whole }: ContrastResult): string {
  if (missing.length === 0) return '';
  const rest = missing.length - NAMED;
  const named = [...missing.slice(0, NAMED), ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
  const judged = `judged on seed${whole.length === 1 ? '' : 's'} ${whole.join(', ')}`;
  return whole.length > 0 ? `, ${judged}: ${named}` : `: ${named}`;
}
