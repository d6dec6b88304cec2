export {
  type ConflictPlan,
  type ConflictStep,
  conflictAlongTraining,
  conflictPlan,
  readConflict,
} from './conflicts';
export { type Profile, profile, profileRun } from './profiles';
export {
  comparison,
  conflicts,
  dataSizes,
  type Experiment,
  learnedExits,
  learningRateSearch,
  sweetExperiments,
} from './sweet';
