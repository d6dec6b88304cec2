export { varianceBetweenExits, varianceBetweenExitsOnDraws } from './alignment';
export { alikeButForSeeds } from './alike';
export type { Arm } from './arms';
export { baselineNames } from './baselineNames';
export { type BootstrapOptions, bootstrapDraws, interval95, type OnDraws } from './bootstrap';
export { byAccuracy } from './byAccuracy';
export { type ConfidenceBin, calibrationError, reliability } from './calibration';
export { chanceScores, type TaskScores } from './chance';
export { type Choice, chosenConstants, chosenOwnConstants, chosenRates } from './choices';
export { type ClassesLeaving, classesLeaving } from './classesLeaving';
export { combinedInterval, type Interval } from './combinedInterval';
export {
  type BlockGradients,
  type ConflictRow,
  gradientConflict,
  meanConflict,
  meanGradients,
  meanRowCosine,
  type OwnAgreement,
  ownAgreement,
} from './conflict';
export { type ConstantsRow, constantsRows } from './constants';
export { type ContrastResult, contrast, type Term } from './contrast';
export { costFraction, type Exits, exitCosts, speedUp } from './cost';
export { costDifferences } from './costDifferences';
export { curveArea } from './curveArea';
export { decide, decidedPredictions } from './decide';
export {
  closeSpeedUps,
  decidedBy,
  decidedCurves,
  decidingPolicies,
  OWN_RULE,
} from './decidedBy';
export { type Decided, decidedDifferences, decidedGrounds, decidedSums } from './decidedDifferences';
export { type DecidedGain, decidedGains, earlySpeedUps } from './decidedGains';
export {
  type DefinedScore,
  type DefinedSummary,
  definedMeans,
  definedScores,
  summariseDefined,
} from './definedRows';
export {
  type Difference,
  exitDifferences,
  type NamedSums,
  type SumOfScores,
  sumsIn,
  sumsOf,
} from './differences';
export { type DifficultyRow, type DifficultyScore, difficultyRows, difficultyScores } from './difficulty';
export {
  difficultyInversion,
  doubtsOf,
  inversionOnDraws,
  inversionRows,
  inversionScores,
} from './difficultyInversion';
export { type DifficultyMeasure, exitError, exitLoss, trueDifficulty } from './difficultyMeasures';
export { type DrawnMean, drawnMeans } from './drawnMeans';
export { type DrawnStep, thresholdsDrawn } from './drawnThresholds';
export { type EnergyOfAnswer, energiesByAnswer } from './energiesByAnswer';
export { type EqualLengthRow, equalLength } from './equalLength';
export { type ExampleIntervals, exampleIntervals } from './exampleIntervals';
export { examplePath, type PathStep, typicalExample } from './examplePath';
export { type ExitDepth, exitDepths } from './exitDepths';
export {
  chanceDistances,
  type ExitCount,
  exitDistance,
  exitDistribution,
  totalVariation,
} from './exitDistribution';
export { exitGradients } from './exitGradients';
export { exitMeans } from './exitMeans';
export { constantExits, exitPredictions, exitScores } from './exitScores';
export { firstMetric, floorOfRun } from './firstMetric';
export { type FreeLunch, freeLunches } from './freeLunch';
export { gainsByLevel, type LevelGain } from './gainsByLevel';
export { glueForms } from './glueForms';
export { groupBy } from './groups';
export { examplesOf } from './halves';
export { type EqualLengthInversion, inversionAtEqualLength } from './inversionAtEqualLength';
export { labelDistance, labelsApart } from './labelsApart';
export {
  type ChosenOn,
  type LearningRateRow,
  learningRateRows,
  onEvaluationSet,
  onOneHalf,
} from './learningRates';
export { type LevelLeaving, leavingByLevel } from './leavingByLevel';
export { type AboutExamples, type BandRow, difficultyInBands, lengthBands } from './lengthBands';
export { type LevelLength, lengthsByLevel } from './levelLengths';
export { heldOutLoss, type LossCurve, type LossRow, lossCurves, trainingLosses } from './losses';
export { type LossParts, lossParts } from './lossParts';
export { lunchesByTask, type TaskLunch } from './lunchesByTask';
export { matchedCost, matchedScores, nearestPoint, speedUpsEvenInCost } from './matchedCost';
export { type MeanEqualLength, meanEqualLength } from './meanEqualLength';
export { type GatesByAnswer, gatesByAnswer, gatesByLevel } from './meanGates';
export { internalRange, meanWeights } from './meanWeights';
export { measuredPoints } from './measured';
export { measuredMeans } from './measuredMeans';
export {
  accuracy,
  confusionMatrix,
  f1,
  matthews,
  measure,
  measureConfusion,
  metricNames,
  pearson,
  spearman,
} from './metrics';
export { onLevel } from './onLevel';
export { type Overthinking, overthinking, overthought, surestMistakes } from './overthinking';
export { type OwnConstantRow, ownConstantRows } from './ownConstants';
export { pairsInOrder, pairsInOrderOnDraws } from './pairsInOrder';
export { type ParameterCounts, parameterCounts } from './parameters';
export { pickRun, type Wanted } from './pickRun';
export { policySweep } from './policySweep';
export {
  type BesideRow,
  besidePublished,
  type Published,
  published,
  publishedScores,
  type RateBesideRow,
  ratesBesidePublished,
} from './published';
export { type RankAgreement, rankAgreement } from './rankAgreement';
export { LENGTH_ALONE, type RankedSignal, rankedSignals, rankedTable } from './rankedSignals';
export { ranks } from './ranks';
export {
  type ResampledScore,
  type Resampling,
  resampledExits,
  resampledSpeedUps,
  resampledTradeOff,
} from './resampledScores';
export {
  AVERAGE,
  averageOverTasks,
  type ColumnsOf,
  individualExits,
  type ScoreRow,
  type SummaryRow,
  summariseSeeds,
  tradeOff,
  wholeSeeds,
  wholeSeedsOfEach,
} from './rows';
export { type MeasuresOf, measuredRows, type RunMeasure, resampledMeasures } from './runMeasures';
export { type ScoreBin, scoreHistogram } from './scoreHistogram';
export { signalScores } from './signalScores';
export { sizeDifferences, trainSizes } from './sizeDifferences';
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
export { type ThresholdRange, thresholdRanges } from './thresholdRanges';
export { checkThresholds, confidenceThresholds, linspace, quantileThresholds } from './thresholds';
export { areaUnderCurve, type CurvePoint, paperCosts, scoreAt, scoreWithin, tradeOffCurve } from './tradeoff';
export { wholeRuns } from './wholeRuns';
