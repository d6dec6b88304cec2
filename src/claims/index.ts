export { type Claim, type ClaimOn, claimOn, type JudgedClaim, judgeClaims, type Statement } from './claim';
export { type ContrastOn, contrastClaim } from './contrasts';
export { type Estimate, type Format, judgeEstimate, points } from './estimate';
export { type Grounds, judgePart, largerGain, type Part, single } from './parts';
export { gap, less, placesOf, score } from './terms';
export {
  above,
  below,
  CHANCE,
  fact,
  type Judgement,
  jointly,
  type Side,
  untestable,
  type Verdict,
  verdictCounts,
  verdictNames,
  verdictOf,
  within,
} from './verdict';
