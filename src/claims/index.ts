export {
  type Claim,
  type ClaimOn,
  claimOn,
  type JudgedClaim,
  type Judgement,
  judgeClaims,
  type Statement,
  untestable,
} from './claim';
export {
  type ContrastOn,
  contrastClaim,
  type Grounds,
  gap,
  judgePart,
  less,
  type Part,
  placesOf,
  single,
} from './contrasts';
