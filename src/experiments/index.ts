export {
  type ConflictPlan,
  type ConflictStep,
  conflictAlongTraining,
  conflictPlan,
  readConflict,
} from './conflicts';
export {
  ablation,
  consistency,
  coseeExperiments,
  coseeSearch,
  milderWeights,
  signalComparison,
  signalParts,
  systems,
  together,
} from './cosee';
export { curveRows, writeCurveRows } from './curves';
export { knownDifficulties, knownLabels } from './difficulties';
export type { Experiment } from './experiment';
export { underPlainNames, withoutGates } from './gates';
export { gradientRows, writeGradientRows } from './gradients';
export { type Packed, packRecords } from './pack';
export { type ParameterRow, parameterRows } from './parameters';
export {
  everyBlock,
  type Profile,
  type ProfileName,
  profile,
  profileNames,
  profileRun,
  readyToTrain,
} from './profiles';
export {
  findRuns,
  openRecords,
  type Places,
  type RecordSource,
  recordsFolder,
  type StoredRuns,
  storedRuns,
} from './records';
export {
  berxitRuns,
  comparison,
  conflicts,
  dataSizes,
  learnedExits,
  learningRateSearch,
  sweetExperiments,
  wirings,
} from './sweet';
export {
  type ReadTwice,
  readTraining,
  runsReadTwice,
  trainingReadings,
  writeReadTwice,
} from './trainingReadings';
