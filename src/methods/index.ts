import { LabError } from '../errors';
import type { MethodName } from '../offeredNames';
import { coseeSignals } from '../signals';
import type { Method } from '../types';
import { berxit } from './berxit';
import { berxitAlternate } from './berxitAlternate';
import { cagrad } from './cagrad';
import { consistentEe } from './consistentEe';
import { type CoseeOptions, cosee } from './cosee';
import { deebert } from './deebert';
import { disentangledEe } from './disentangledEe';
import { dynExit } from './dynExit';
import { earlyExit } from './earlyExit';
import { elasticBert } from './elasticBert';
import { fastBert } from './fastBert';
import { gamlBert } from './gamlBert';
import { gpfee } from './gpfee';
import { gradientSurgery } from './gradientSurgery';
import { hashingToExit } from './hashingToExit';
import { learningToExit } from './learningToExit';
import { leeBert } from './leeBert';
import { mixed } from './mixed';
import { multiModel } from './multiModel';
import { pabee } from './pabee';
import { palbert } from './palbert';
import { ponderNet } from './ponderNet';
import { sweet } from './sweet';
import { sweetRouted } from './sweetRouted';
import { weightedLoss } from './weightedLoss';
import { ztw } from './ztw';

export { type ConsistentEeOptions, consistentEe } from './consistentEe';
export { type CoseeOptions, cosee } from './cosee';
export { calibrationLoss, contributingExits, type ExitAverage, internalExits } from './cosee/calibration';
export { betaAt, exitLayers, sampleWeights } from './cosee/sampleWeights';
export { drawnThresholds, givenThresholds, type ThresholdSource } from './cosee/thresholds';
export type { GpfeeOptions } from './gpfee';
export { type ChosenConstants, type OwnConstant, ownConstants, withOwnConstant } from './ownConstants';
export type { PalbertOptions } from './palbert';
export type { PonderNetOptions } from './ponderNet';
export {
  berxit,
  berxitAlternate,
  cagrad,
  deebert,
  disentangledEe,
  dynExit,
  earlyExit,
  elasticBert,
  fastBert,
  gamlBert,
  gpfee,
  gradientSurgery,
  hashingToExit,
  learningToExit,
  leeBert,
  mixed,
  multiModel,
  pabee,
  palbert,
  ponderNet,
  sweet,
  sweetRouted,
  weightedLoss,
  ztw,
};

/** Every method, in the order of the SWEET paper's tables. */
export const methods: readonly Method[] = [multiModel, earlyExit, sweet];

/** The methods of `methods` with gates that learn when to leave (SWEET Fig. 7, Table 4). */
export const learningMethods: readonly Method[] = methods.map(learningToExit);

/** The methods of `methods` whose examples leave by a hash of their tokens (after Sun et al. 2022). */
export const hashMethods: readonly Method[] = methods.map(hashingToExit);

/** The mean of all exits' losses: COSEE without its two terms. */
export const vanilla: Method = cosee({ beta0: 0, alpha: 0 });

/** COSEE's ablation for a signal (He et al. 2025, Fig. 4, 8 and 9): sample weighting only, calibration only, both. */
export const coseeParts = (options: CoseeOptions = {}): readonly Method[] => [
  cosee({ ...options, alpha: 0 }),
  cosee({ ...options, beta0: 0 }),
  cosee(options),
];

/** Vanilla, and the ablation of each signal with the default constants. */
export const coseeMethods: readonly Method[] = [
  vanilla,
  ...coseeSignals.flatMap((signal) => coseeParts({ signal })),
];

/** Methods of other papers. */
export const otherMethods: readonly Method[] = [
  berxit,
  pabee,
  elasticBert,
  deebert,
  mixed,
  gradientSurgery,
  ztw,
  berxitAlternate,
  palbert(),
  ponderNet(),
  gpfee(),
  consistentEe(),
  disentangledEe,
  fastBert(),
  dynExit(),
  gamlBert(),
  cagrad(),
  leeBert(),
];

/** The registry of methods, each with its default constants. */
export const everyMethod: readonly Method[] = [
  ...methods,
  ...learningMethods,
  ...hashMethods,
  ...otherMethods,
  ...coseeMethods,
];

/** The method with this name. Throws LabError that lists the known names. */
export function methodByName(name: MethodName): Method {
  const found = everyMethod.find((method) => method.name === name);
  if (found) return found;
  throw new LabError(`expected a method among ${everyMethod.map((m) => m.name).join(', ')}; got '${name}'`);
}
