import type { Evidence, Shown, View } from '../experiments/view';

/** What the runs at hand say to a claim. */
export interface Judgement {
  /** null: not testable with these runs. */
  readonly holds: boolean | null;
  /** The numbers, with their intervals. */
  readonly detail: string;
}

/** What a claim says, of a paper or beyond it. */
export interface Statement {
  readonly statement: string;
  /** Section, table or figure; or that it is beyond the paper. */
  readonly where: string;
  /** What the paper's own numbers for it are. */
  readonly paper: string;
}

/** A statement, judged by the rows of a view. */
export interface Claim extends Statement {
  /** Of the rows that it needs. */
  readonly view: Pick<View<unknown>, 'name' | 'from'>;
  judge(evidence: Evidence): Judgement;
}

/** A claim as a paper writes it. */
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

/** A claim, by the name of its view, and what became of it. */
export interface JudgedClaim extends Statement, Judgement {
  readonly view: string;
}

/** Judges the claims; a claim that does not hold is a finding like any other. */
export function judgeClaims(claims: readonly Claim[], evidence: Evidence): JudgedClaim[] {
  return claims.map(({ judge, view, ...claim }) => ({ ...claim, view: view.name, ...judge(evidence) }));
}

/** For claims whose runs are not there. */
export const untestable = (why: string): Judgement => ({ holds: null, detail: why });

/** "+1.2", "-0.3": points with their sign. */
export const points = (value: number): string => `${value < 0 ? '' : '+'}${value.toFixed(1)}`;
