export { asTaskAllows } from './asTaskAllows';
export { baselineRuns } from './baselines';
export { bringAllToHand, bringProfileToHand } from './bringProfile';
export { type ConflictPlan, type ConflictStep, readConflict } from './conflictFile';
export { conflictAlongTraining, conflictPlan } from './conflicts';
export { curveRows, writeCurveRows } from './curves';
export { knownDatasets, knownDifficulties, knownLabels, knownLengths } from './difficulties';
export { cells, type Experiment, experimentOf, oneRun } from './experiment';
export { changeWithoutLaterExits, type FirstBlockPull, firstBlockPulls } from './firstBlock';
export { builtOn, withoutGates } from './gates';
export { gradientRows, writeGradientRows } from './gradients';
export { type ParameterRow, parameterRows } from './parameters';
export { type PoolerGradient, poolerGradients } from './poolerGradients';
export {
  type Overrides,
  type Profile,
  type ProfileName,
  profile,
  profileNames,
  profileRun,
  type Settings,
  settingsFor,
} from './profiles';
export { readyToTrain } from './readyToTrain';
export {
  findRuns,
  openRecords,
  type Places,
  type RecordSource,
  recordsFolder,
  type StoredRuns,
  storedRuns,
} from './records';
export { taskLike } from './taskLike';
export {
  type ReadTwice,
  readTraining,
  runsReadTwice,
  trainingReadings,
  writeReadTwice,
} from './trainingReadings';
export {
  type Context,
  contextOf,
  type Evidence,
  evidenceOf,
  givenRows,
  type Shown,
  type View,
  type ViewContext,
} from './view';
