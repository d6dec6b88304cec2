/** What the runs at hand say to a claim. */
export interface Judgement {
  /** null: not testable with these runs. */
  readonly holds: boolean | null;
  /** The numbers, with their intervals. */
  readonly detail: string;
}

/** A statement of a paper, judged by the evidence `E` that is made of finished runs. */
export interface Claim<E, About extends string = string> {
  readonly statement: string;
  /** Section, table or figure; or that it is beyond the paper. */
  readonly where: string;
  /** Which rows it needs. */
  readonly about: About;
  /** What the paper's own numbers for it are. */
  readonly paper: string;
  judge(evidence: E): Judgement;
}

/** A claim and what became of it. */
export interface JudgedClaim extends Omit<Claim<never>, 'judge'>, Judgement {}

/** Judges the claims; a claim that does not hold is a finding like any other. */
export function judgeClaims<E>(claims: readonly Claim<E>[], evidence: E): JudgedClaim[] {
  return claims.map(({ judge, ...claim }) => ({ ...claim, ...judge(evidence) }));
}

/** For claims whose runs are not there. */
export const untestable = (why: string): Judgement => ({ holds: null, detail: why });

/** "+1.2", "-0.3": points with their sign. */
export const points = (value: number): string => `${value < 0 ? '' : '+'}${value.toFixed(1)}`;
