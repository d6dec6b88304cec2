import { energy } from './energy';
import { entropy } from './entropy';
import { softmaxScore } from './softmaxScore';

export { confidence } from './confidence';
export { energySignal, plainEnergy, plainEnergySignal } from './energy';
export { entropySignal } from './entropy';
export { exitProbability } from './exitProbability';
export { type Arithmetic, atTemperature, type LogitSignal, type LogitSummary } from './formula';
export { learnedCertainty, learnedUncertainty } from './gate';
export { margin } from './margin';
export { patience, patienceWithin } from './patience';
export { policyProbability } from './policyNet';
export { rarityForEachBlock } from './rarity';
export { softmaxScoreSignal } from './softmaxScore';
export { energy, entropy, softmaxScore };

/** The signals of COSEE, in the order of the paper. */
export const coseeSignals = [energy, entropy, softmaxScore] as const;
