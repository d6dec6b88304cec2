export { type Claim, type JudgedClaim, type Judgement, judgeClaims } from './claim';
export {
  type ContrastClaim,
  contrastClaim,
  type Grounds,
  gap,
  judgePart,
  less,
  type Part,
  type ScoresOf,
} from './contrasts';
export { type CoseeAbout, coseeClaims, coseeClaimsAbout } from './cosee';
export {
  type CoseeEvidence,
  type CoseeRuns,
  coseeEvidence,
  DISTRIBUTION_SPEED_UPS,
  type DistanceRow,
  decidedBy,
  SPEED_UPS,
  TABLE_SPEED_UP,
  undecided,
} from './coseeEvidence';
export {
  type ExitPolicies,
  type SweetEvidence,
  type SweetRuns,
  sized,
  sweetEvidence,
  unsized,
} from './evidence';
export { type SweetAbout, sweetClaims, sweetClaimsAbout } from './sweet';
