export { type About, type Claim, type JudgedClaim, type Judgement, judgeClaims } from './claim';
export {
  type ContrastClaim,
  contrastClaim,
  type Grounds,
  gap,
  judgePart,
  less,
  type Part,
} from './contrasts';
export {
  type ExitPolicies,
  type SweetEvidence,
  type SweetRuns,
  sized,
  sweetEvidence,
  unsized,
} from './evidence';
export { sweetClaims, sweetClaimsAbout } from './sweet';
