export {
  type ConflictPlan,
  type ConflictStep,
  conflictAlongTraining,
  conflictPlan,
  readConflict,
} from './conflicts';
export { underPlainNames, withoutGates } from './gates';
export { gradientRows, writeGradientRows } from './gradients';
export { type Packed, packRecords } from './pack';
export { type Profile, profile, profileNames, profileRun, readyToTrain } from './profiles';
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
  type Experiment,
  learnedExits,
  learningRateSearch,
  sweetExperiments,
  wirings,
} from './sweet';
