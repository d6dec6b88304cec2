import { calibratedConfidence, papersConfidence, plainConfidence } from './confidence';
import { learnedExit, stretchedExit, uncertainExit } from './gates';
import { patiencePolicy } from './patience';
import { quantilePolicy } from './quantile';

export { answersBy } from './answers';
export { checkPolicy } from './checkPolicy';
export { ensemblePolicy } from './ensemble';
export { gatesInRange } from './gateRange';
export {
  calibratedConfidence,
  learnedExit,
  papersConfidence,
  patiencePolicy,
  plainConfidence,
  quantilePolicy,
  stretchedExit,
  uncertainExit,
};
