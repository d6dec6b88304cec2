/** Claims about scores: some weighted sums of scores lie on a side of a bound. */
import type { ScoreRow } from '../analysis';
import type { View } from '../experiments/view';
import { type Claim, claimOn, type Statement } from './claim';
import { judgePart, type Part } from './parts';
import { jointly, type Side, untestable } from './verdict';

/** A claim about a view of scores. */
export interface ContrastOn<Row extends ScoreRow> extends Statement {
  readonly view: View<Row>;
  /** The side of the claim, in points; the default is above 0. */
  readonly side?: Side;
  parts(rows: readonly Row[]): readonly Part[];
}

/** A claim that holds if each of its parts does. */
export const contrastClaim = <Row extends ScoreRow>({ parts, side, ...claim }: ContrastOn<Row>): Claim =>
  claimOn<Row>({
    ...claim,
    judge: (rows, { overExamples }) =>
      rows.length === 0
        ? untestable('no finished runs')
        : jointly(parts(rows).map((part) => judgePart(part, { rows, overExamples, side }))),
  });
