import type { Evidence, Shown, View } from '../experiments/view';
import type { Judgement } from './verdict';

/** A statement of a paper, or beyond a paper. */
export interface Statement {
  readonly statement: string;
  /** Section, table or figure of the paper; or that the statement goes beyond the paper. */
  readonly where: string;
  /** The numbers that the paper gives for the statement. */
  readonly paper: string;
}

/** A statement, and its judgement from the rows of a view. */
export interface Claim extends Statement {
  /** The view whose rows it needs. */
  readonly view: Pick<View<unknown>, 'name' | 'from'>;
  judge(evidence: Evidence): Judgement;
}

/** A claim in the form that a paper's files write. */
export interface ClaimOn<Row> extends Statement {
  readonly view: View<Row>;
  judge(rows: readonly Row[], shown: Shown<Row>): Judgement;
}

export const claimOn = <Row>({ judge, ...about }: ClaimOn<Row>): Claim => ({
  ...about,
  judge(evidence) {
    const shown = evidence(about.view);
    return judge(shown.rows, shown);
  },
});

/** A claim with its judgement and the name of its view. */
export interface JudgedClaim extends Statement, Judgement {
  readonly view: string;
}

/** Judges the claims. A claim that does not hold is a finding, not an error. */
export function judgeClaims(claims: readonly Claim[], evidence: Evidence): JudgedClaim[] {
  return claims.map(({ judge, view, ...claim }) => ({ ...claim, view: view.name, ...judge(evidence) }));
}
