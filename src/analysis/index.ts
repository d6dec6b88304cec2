export { alikeButForSeeds } from './alike';
export type { Arm } from './arms';
export { type BootstrapOptions, bootstrapDraws, interval95 } from './bootstrap';
export { type ConfidenceBin, calibrationError, reliability } from './calibration';
export {
  type BlockGradients,
  type ConflictRow,
  gradientConflict,
  meanConflict,
  meanRowCosine,
  type OwnAgreement,
  ownAgreement,
} from './conflict';
export { type ConstantsRow, constantsRows } from './constants';
export { type ContrastResult, contrast, type Term } from './contrast';
export { costFraction, type Exits, exitCosts, speedUp } from './cost';
export { decide, decidedPredictions } from './decide';
export { type DefinedScore, type DefinedSummary, summariseDefined } from './definedRows';
export { type DifficultyRow, type DifficultyScore, difficultyRows, difficultyScores } from './difficulty';
export { difficultyInversion, inversionRows, inversionScores, pairsInOrder } from './difficultyInversion';
export { type DifficultyMeasure, exitError, exitLoss, trueDifficulty } from './difficultyMeasures';
export { type DrawnStep, thresholdsDrawn } from './drawnThresholds';
export { type ExampleIntervals, exampleIntervals } from './exampleIntervals';
export { type ExitDepth, exitDepths } from './exitDepths';
export {
  chanceDistances,
  type ExitCount,
  exitDistance,
  exitDistribution,
  totalVariation,
} from './exitDistribution';
export { exitGradients } from './exitGradients';
export { constantExits, exitPredictions, exitScores } from './exitScores';
export { firstMetric, floorOfRun } from './firstMetric';
export { groupBy } from './groups';
export { examplesOf } from './halves';
export {
  type ChosenOn,
  type LearningRateRow,
  learningRateRows,
  onEvaluationSet,
  onOneHalf,
} from './learningRates';
export { type LossCurve, type LossRow, lossCurves, trainingLosses } from './losses';
export { matchedCost, matchedScores, nearestPoint } from './matchedCost';
export {
  accuracy,
  confusionMatrix,
  f1,
  matthews,
  measure,
  measureConfusion,
  metricNames,
  pearson,
  ranks,
  spearman,
} from './metrics';
export { type ParameterCounts, parameterCounts } from './parameters';
export { policySweep } from './policySweep';
export {
  type BesideRow,
  besidePublished,
  glueForms,
  type Published,
  published,
  publishedScores,
  type RateBesideRow,
  ratesBesidePublished,
} from './published';
export {
  type ResampledScore,
  type Resampling,
  resampledExits,
  resampledSpeedUps,
  resampledTradeOff,
} from './resampledScores';
export {
  averageOverTasks,
  type ColumnsOf,
  individualExits,
  type ScoreRow,
  type SummaryRow,
  summariseSeeds,
  tradeOff,
  wholeSeeds,
} from './rows';
export { type ScoreBin, scoreHistogram } from './scoreHistogram';
export { signalOverlap } from './signalOverlap';
export { signalScores } from './signalScores';
export { pairedDifference, type Summary, studentT, summarise } from './statistics';
export { type SweepPoint, sweep } from './sweep';
export {
  fitTemperature,
  heldOutTemperatures,
  meanNll,
  publishedCodeTemperatures,
  scaleLogits,
  type Temperatures,
} from './temperature';
export { checkThresholds, confidenceThresholds, linspace, quantileThresholds } from './thresholds';
export { areaUnderCurve, type CurvePoint, paperCosts, scoreAt, scoreWithin, tradeOffCurve } from './tradeoff';
