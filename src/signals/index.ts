export { confidence } from './confidence';
export { learnedCertainty, learnedUncertainty } from './gate';
