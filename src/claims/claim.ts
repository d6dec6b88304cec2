import type { SweetEvidence } from './evidence';

/** What a claim is about: which rows it needs. */
export type About =
  | 'gradients'
  | 'exits'
  | 'speeds'
  | 'learnedExits'
  | 'learnedSpeeds'
  | 'sizes'
  | 'convergence'
  | 'encoders';

/** What the runs at hand say to a claim. */
export interface Judgement {
  /** null: not testable with these runs. */
  readonly holds: boolean | null;
  /** The numbers, with their intervals. */
  readonly detail: string;
}

/** A statement of a paper. */
export interface Claim {
  readonly statement: string;
  /** Section, table or figure. */
  readonly where: string;
  readonly about: About;
  /** What the paper's own numbers for it are. */
  readonly paper: string;
  judge(evidence: SweetEvidence): Judgement;
}

/** A claim and what became of it. */
export interface JudgedClaim extends Omit<Claim, 'judge'>, Judgement {}

/** Judges the claims; a claim that does not hold is a finding like any other. */
export function judgeClaims(claims: readonly Claim[], evidence: SweetEvidence): JudgedClaim[] {
  return claims.map(({ judge, ...claim }) => ({ ...claim, ...judge(evidence) }));
}

/** For claims whose runs are not there. */
export const untestable = (why: string): Judgement => ({ holds: null, detail: why });

/** "+1.2", "-0.3": points with their sign. */
export const points = (value: number): string => `${value < 0 ? '' : '+'}${value.toFixed(1)}`;
