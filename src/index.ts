/** early-exit-lab: every public name, in reading order. */

// A run from its options to its record, and the first figures of it

export { type RecordFigure, showCurve, showExits, showLosses } from './notebook/records';
export { exportOnnx, type OnnxOptions } from './onnx';
export { type ImportSurroundings, importData } from './ownData/importData';
export type { OwnData } from './ownData/types';
export { type PublishOptions, writeModelFolder } from './publish/modelFolder';
export { findRepository, type Pushed, pushModel } from './publish/pushModel';
export type { Needed } from './runs/absent';
export { bringToHand } from './runs/atHand';
export { type RunOptions, recipe, runId, stepsOf } from './runs/config';
export { evaluationDifficulties, evaluationExamples } from './runs/evaluation';
export { type EarlyExitEntry, type ExportedModel, exportModel, openExported } from './runs/exported';
export { untilInterrupted } from './runs/interrupt';
export { type ProgressOutput, progressBar } from './runs/progress';
export { readRecord } from './runs/record';
export { defaultStore, run } from './runs/run';
export { type Submission, type SubmissionOptions, submit } from './runs/submit';
export { Diverged, Interrupted, type Progress } from './runs/surroundings';
export { type OpenModel, openModel } from './runs/trained';

// Answers: texts go through a trained model, and leave it early

export { answer, answerStream, streamAnswers } from './answering/answer';
export { answersFrom, openAnswers, openRunner } from './answering/open';
export { type ModelPlace, type OpenAnsweringModel, openAnsweringModel } from './answering/openAnsweringModel';
export { type Saved, savedBy } from './answering/saved';
export type { Answer, AnswerOptions, Answers, SegmentWork, Text } from './answering/types';
export type { AnsweringModel } from './runs/textModel';

// The clock: what answers take, and what blocks, exits and embeddings take

export {
  type BlockTimes,
  blockTimes,
  type PredictedTime,
  predictedTime,
} from './answering/blockTimes';
export { askInWaves, askOneByOne, askTogether, clockInTurns, type Way } from './answering/clock';
export { fullBatches } from './answering/fullBatches';
export { atLastExit } from './answering/lastExit';
export { latenciesUnder, percentile, poissonArrivals } from './answering/load';
export type { SegmentRunner } from './answering/segmentRunner';
export { type RanBatch, watched } from './answering/watched';
export { shippedTimings, type TimedAnswers } from './experiments/timings';
export { exitMultiplyAdds, inMultiplyAdds } from './plan/flops';
export { runMultiplyAdds } from './plan/runCost';

// What notebooks show, check and ask for

export { display, liveDisplay, type MimeBundle } from './display';
export { LabError } from './errors';
export { answerEnergies } from './notebook/answerEnergies';
export { checkLabelsApart } from './notebook/apart';
export { withBaselines } from './notebook/baselines';
export { checkSignals, type SignalPair } from './notebook/checkSignals';
export { check, demand } from './notebook/checks';
export { type Comparison, checkBetter, checkClaims } from './notebook/claims';
export { conflictTable } from './notebook/conflictTable';
export { demandSame } from './notebook/demandSame';
export { differenceTable, pointsText } from './notebook/differenceTable';
export { showDifficulty } from './notebook/difficulty';
export { showEncoder } from './notebook/encoder';
export { showEnergies } from './notebook/energies';
export { showFigure } from './notebook/figure';
export { figureSetting } from './notebook/figureSetting';
export { gainsByBeta0 } from './notebook/gainsByBeta0';
export { gainsBySignal } from './notebook/gainsBySignal';
export { showClassesLeaving } from './notebook/leaving';
export { lunchTable } from './notebook/lunchTable';
export { meanTable } from './notebook/meanTable';
export { methodParts } from './notebook/methodParts';
export { type Leaving, showPath, showPaths } from './notebook/path';
export { showPlotly } from './notebook/plotly';
export { policyTable } from './notebook/policyTable';
export { runExperiment } from './notebook/runs';
export { scoreTable } from './notebook/scoreTable';
export { searchAreas } from './notebook/searchAreas';
export { setting } from './notebook/setting';
export { checkPaper, type ShippedPaper, shippedPaper, showPart } from './notebook/shippedPaper';
export { shippedRuns } from './notebook/shippedRuns';
export { sizeTable } from './notebook/sizeTable';
export { showSource } from './notebook/source';
export { type Frame, htmlTable, showTable, textTable } from './notebook/table';
export type { EncoderName, MethodName, TaskName } from './offeredNames';

// Methods: how a model is trained

export {
  coseeMethods,
  coseeParts,
  everyMethod,
  hashMethods,
  learningMethods,
  methodByName,
  methods,
  otherMethods,
  vanilla,
} from './methods';
export { berxit } from './methods/berxit';
export { berxitAlternate } from './methods/berxitAlternate';
export {
  byOnePlusSquare,
  type CagradOptions,
  cagrad,
  type Rescaling,
  unscaled,
} from './methods/cagrad';
export { type ConsistentEeOptions, consistentEe } from './methods/consistentEe';
export { type CoseeOptions, cosee } from './methods/cosee';
export {
  calibrationLoss,
  contributingExits,
  type ExitAverage,
  internalExits,
} from './methods/cosee/calibration';
export { betaAt, exitLayers, sampleWeights } from './methods/cosee/sampleWeights';
export { drawnThresholds, givenThresholds, type ThresholdSource } from './methods/cosee/thresholds';
export { deebert } from './methods/deebert';
export { disentangledEe } from './methods/disentangledEe';
export {
  type Divergence,
  distilled,
  exampleDivergences,
  mutualDivergences,
  studentToTeacher,
  teacherToStudent,
} from './methods/distillation';
export { type DynExitOptions, dynExit } from './methods/dynExit';
export { earlyExit } from './methods/earlyExit';
export { elasticBert } from './methods/elasticBert';
export { type FastBertOptions, fastBert } from './methods/fastBert';
export { type GamlBertOptions, gamlBert } from './methods/gamlBert';
export { type GpfeeOptions, gpfee } from './methods/gpfee';
export { gradientSurgery } from './methods/gradientSurgery';
export { hashingToExit } from './methods/hashingToExit';
export { learningToExit } from './methods/learningToExit';
export { type LeeBertOptions, leeBert } from './methods/leeBert';
export { memorisedDepths } from './methods/memorisedDepths';
export { mixed } from './methods/mixed';
export { multiModel } from './methods/multiModel';
export {
  type ChosenConstants,
  type OwnConstant,
  ownConstants,
  withOwnConstant,
} from './methods/ownConstants';
export { pabee } from './methods/pabee';
export { type PalbertOptions, palbert } from './methods/palbert';
export { policyOf } from './methods/policyOf';
export { type PonderNetOptions, ponderNet } from './methods/ponderNet';
export { sweet } from './methods/sweet';
export { sweetRouted } from './methods/sweetRouted';
export { weightedLoss } from './methods/weightedLoss';
export { ztw } from './methods/ztw';

// Routes: how gradients flow at an exit

export { equilibrium } from './routes/equilibrium';
export { scheduled } from './routes/scheduled';
export { stopped } from './routes/stopped';
export { straight } from './routes/straight';

// Exits: the classifiers after blocks

export { cascaded } from './exits/cascaded';
export { ensembled } from './exits/ensembled';
export { runExits } from './exits/forward';
export { gated } from './exits/gated';
export { hashed } from './exits/hashed';
export { linearExit } from './exits/linear';
export { isLossParameter, lossParameter, withLossParameter } from './exits/lossParameter';
export { type MultiExit, parameterShapes } from './exits/model';
export { onTightFrame } from './exits/onTightFrame';
export { type PastAndFuture, pastAndFuture } from './exits/pastAndFuture';
export { withPolicyNet } from './exits/policyNet';
export { ownState, type PonderedState, pairedState, pondering } from './exits/pondering';

// Signals and policies: when an example leaves, and its answer

export { policies, policyByName } from './policies';
export { answersBy } from './policies/answers';
export { checkPolicy } from './policies/checkPolicy';
export { calibratedConfidence, plainConfidence, publishedCodeConfidence } from './policies/confidence';
export { ensemblePolicy } from './policies/ensemble';
export { gatesInRange } from './policies/gateRange';
export { learnedExit, stretchedExit, uncertainExit } from './policies/gates';
export { geometricEnsemble } from './policies/geometricEnsemble';
export { hashExit } from './policies/hash';
export { patiencePolicy } from './policies/patience';
export { policyNetExit } from './policies/policyNet';
export { qExit } from './policies/qExit';
export { atQuantiles, quantilePolicy } from './policies/quantile';
export { coseeSignals } from './signals';
export { confidence } from './signals/confidence';
export { energy, energySignal, plainEnergy, plainEnergySignal } from './signals/energy';
export { entropy, entropySignal } from './signals/entropy';
export { exitProbability } from './signals/exitProbability';
export { type Arithmetic, atTemperature, type LogitSignal, type LogitSummary } from './signals/formula';
export { learnedCertainty, learnedUncertainty } from './signals/gate';
export { margin } from './signals/margin';
export { patience, patienceWithin } from './signals/patience';
export { policyProbability } from './signals/policyNet';
export { rarityForEachBlock } from './signals/rarity';
export { softmaxScore, softmaxScoreSignal } from './signals/softmaxScore';

// Encoders and their folders

export type { AlbertConfig } from './encoders/albert';
export { albert, albertEncoder } from './encoders/albertEncoder';
export { type Architecture, addArchitecture } from './encoders/architectures';
export { type BertConfig, block, embed } from './encoders/bert';
export { bert, bertEncoder } from './encoders/bertEncoder';
export { bertShapes } from './encoders/bertShapes';
export { ConfigFile } from './encoders/config';
export { deberta } from './encoders/deberta';
export type { DebertaConfig } from './encoders/debertaConfig';
export { type DebertaV2Config, debertaV2 } from './encoders/debertaV2';
export type { DistilbertConfig } from './encoders/distilbert';
export { distilbert, distilbertEncoder } from './encoders/distilbertEncoder';
export { drawn } from './encoders/drawn';
export { type ElectraConfig, electra, electraEncoder } from './encoders/electra';
export { type EncoderFolder, openEncoderFolder } from './encoders/folder';
export type { ModernBertConfig } from './encoders/modernBertConfig';
export { modernBert, modernBertEncoder } from './encoders/modernBertEncoder';
export { padded } from './encoders/paddedTokens';
export { encoderNames } from './encoders/place';
export { type RobertaConfig, roberta, robertaEncoder } from './encoders/roberta';
export { openSafetensors, type Safetensors } from './encoders/safetensors';
export { writeSafetensors } from './encoders/safetensors-write';
export { addAndNorm, feedForward, norm, selfAttention } from './encoders/sublayers';
export type { Rows, StoredTensor, TensorFile } from './encoders/tensorFile';
export { openTorchFile } from './encoders/torchFile';

// Text: tasks, their examples, tokens and batches

export { targetOf } from './targets';
export { classification } from './targets/classification';
export { regression } from './targets/regression';
export { type BagName, fitBag, wordCount } from './text/bagOfWords';
export { makeBatch, planBatches } from './text/batches';
export { openDataset, sampleRows } from './text/dataset';
export { type GlueTest, readGlueTests } from './text/glueTest';
export { derivedSeed, permutation, seededRandom } from './text/random';
export { submissionText, writeSubmission } from './text/submission';
export { glueTasks, shippedTaskNames } from './text/tasks';
export { loadTokenizer, type TextTokenizer } from './text/tokenizer';

// Training: from a batch to a gradient step

export { type Backend, prepareBackend } from './backend';
export { type ExitTraining, exitObjective, wholeBackward } from './training/exitObjective';
export { clippedGradients, type Objective } from './training/objective';
export { segmentBackward } from './training/segments';
export { type Backward, gradientsOf, stepInputs } from './training/step';

// Operations that TensorFlow.js lacks

export { type ActivationName, activations } from './ops/activations';
export { adamWUpdate, stepSize, sweetAdamW } from './ops/adamw';
export { attention } from './ops/attention';
export { clipFactor, globalNorm } from './ops/clip';
export { crossEntropy, meanCrossEntropy } from './ops/crossEntropy';
export { embedding } from './ops/embedding';
export { gelu } from './ops/gelu';
export { type HeadPlaces, headPlaces } from './ops/headPlaces';
export { layerNorm } from './ops/layerNorm';
export { linear } from './ops/linear';
export { meanSquaredError } from './ops/squaredError';
export { stopGradient } from './ops/stopGradient';

// Analysis: decisions, curves, statistics and gradients from records

export { alikeButForSeeds } from './analysis/alike';
export type { Arm } from './analysis/arms';
export { baselineNames } from './analysis/baselineNames';
export { type BootstrapOptions, bootstrapDraws, type OnDraws } from './analysis/bootstrap';
export { byAccuracy } from './analysis/byAccuracy';
export { bySeed } from './analysis/bySeed';
export { type ConfidenceBin, calibrationError, reliability } from './analysis/calibration';
export { chanceScores, type TaskScores } from './analysis/chance';
export { type Choice, chosenConstants, chosenOwnConstants, chosenRates } from './analysis/choices';
export { type ClassesLeaving, classesLeaving } from './analysis/classesLeaving';
export { combinedInterval, type Interval } from './analysis/combinedInterval';
export {
  type BlockGradients,
  type ConflictRow,
  gradientConflict,
  meanConflict,
  meanGradients,
  meanRowCosine,
} from './analysis/conflict';
export { type ConstantsRow, constantsRows } from './analysis/constants';
export { type ContrastResult, contrast, type Term } from './analysis/contrast';
export {
  type CostAxis,
  costFraction,
  type Exits,
  exitCosts,
  exitFractions,
  inBlocks,
  meanCost,
  speedUp,
} from './analysis/cost';
export { costDifferences } from './analysis/costDifferences';
export { curveAlong } from './analysis/curveAlong';
export { curveArea } from './analysis/curveArea';
export {
  type CurveYardstick,
  type CurveYardstickName,
  type CurveYardsticks,
  curveYardsticks,
  type MeasuredCurve,
  measureCurve,
} from './analysis/curveYardsticks';
export { decide, decidedPredictions } from './analysis/decide';
export {
  closeSpeedUps,
  decidedBy,
  decidedCurves,
  decidingPolicies,
  OWN_RULE,
} from './analysis/decidedBy';
export { type Decided, decidedDifferences, decidedGrounds, decidedSums } from './analysis/decidedDifferences';
export { type DecidedGain, decidedGains, earlySpeedUps } from './analysis/decidedGains';
export {
  type DefinedScore,
  type DefinedSummary,
  definedMeans,
  definedScores,
  summariseDefined,
} from './analysis/definedRows';
export {
  type Difference,
  exitDifferences,
  type NamedSums,
  type SumOfScores,
  sumsOf,
} from './analysis/differences';
export {
  type DifficultyRow,
  type DifficultyScore,
  difficultyRows,
  difficultyScores,
} from './analysis/difficulty';
export {
  difficultyInversion,
  inversionRows,
  inversionScores,
} from './analysis/difficultyInversion';
export { type DifficultyMeasure, exitError, exitLoss, trueDifficulty } from './analysis/difficultyMeasures';
export { type DrawnStep, thresholdsDrawn } from './analysis/drawnThresholds';
export { type ElueScore, elueScore } from './analysis/elue';
export { type EnergyOfAnswer, energiesByAnswer } from './analysis/energiesByAnswer';
export { type EqualLengthRow, equalLength } from './analysis/equalLength';
export { type ExampleIntervals, exampleIntervals } from './analysis/exampleIntervals';
export { examplePath, type PathStep, typicalExample } from './analysis/examplePath';
export { type ExitDepth, exitDepths } from './analysis/exitDepths';
export { type ExitCount, exitDistance, exitDistribution, totalVariation } from './analysis/exitDistribution';
export { exitGradients } from './analysis/exitGradients';
export { exitMeans } from './analysis/exitMeans';
export { constantExits, exitPredictions, exitScores } from './analysis/exitScores';
export { type ExitRanking, exitRankings, exitYardsticks } from './analysis/exitYardsticks';
export { failurePrediction } from './analysis/failurePrediction';
export { firstMetric } from './analysis/firstMetric';
export { type FreeLunch, freeLunches } from './analysis/freeLunch';
export { gainsByLevel, type LevelGain } from './analysis/gainsByLevel';
export { gatesInBands } from './analysis/gatesInBands';
export { glueForms } from './analysis/glueForms';
export { groupBy } from './analysis/groups';
export { examplesOf } from './analysis/halves';
export { averageQuality, convexHull } from './analysis/hull';
export { hypervolume } from './analysis/hypervolume';
export { type EqualLengthInversion, inversionAtEqualLength } from './analysis/inversionAtEqualLength';
export { keptSpeedUp } from './analysis/keptSpeedUp';
export { labelDistance, labelsApart } from './analysis/labelsApart';
export {
  type ChosenOn,
  type LearningRateRow,
  learningRateRows,
  onEvaluationSet,
  onOneHalf,
} from './analysis/learningRates';
export { type LevelLeaving, leavingByLevel } from './analysis/leavingByLevel';
export { type AboutExamples, type BandRow, difficultyInBands, lengthBands } from './analysis/lengthBands';
export { type LevelLength, lengthsByLevel } from './analysis/levelLengths';
export { type LossCurve, type LossRow, lossCurves, trainingLosses } from './analysis/losses';
export { type LossParts, lossParts } from './analysis/lossParts';
export { lunchesByTask, type TaskLunch } from './analysis/lunchesByTask';
export { matchedCost, matchedScores, nearestPoint, speedUpsEvenInCost } from './analysis/matchedCost';
export { type MeanEqualLength, meanEqualLength } from './analysis/meanEqualLength';
export { type GatesByAnswer, gatesByAnswer, gatesByLevel } from './analysis/meanGates';
export { internalRange, meanWeights } from './analysis/meanWeights';
export { measuredPoints } from './analysis/measured';
export { measuredMeans } from './analysis/measuredMeans';
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
} from './analysis/metrics';
export { onLevel } from './analysis/onLevel';
export { oracleExits, oraclePoint } from './analysis/oracle';
export { type Overthinking, overthinking, overthought, surestMistakes } from './analysis/overthinking';
export { type OwnConstantRow, ownConstantRows } from './analysis/ownConstants';
export { pairsInOrder, pairsInOrderOnDraws } from './analysis/pairsInOrder';
export { type ParameterCounts, parameterCounts } from './analysis/parameters';
export { pickRun, type Wanted } from './analysis/pickRun';
export { policySweep } from './analysis/policySweep';
export {
  type BesideRow,
  besidePublished,
  type Published,
  published,
  publishedScores,
  type RateBesideRow,
  ratesBesidePublished,
} from './analysis/published';
export { type RandomScore, randomExits, randomScore } from './analysis/randomLeaving';
export { LENGTH_ALONE, type RankedSignal, rankedSignals, rankedTable } from './analysis/rankedSignals';
export { ranks } from './analysis/ranks';
export {
  type ResampledScore,
  type Resampling,
  resampledExits,
  resampledSpeedUps,
  resampledTradeOff,
} from './analysis/resampledScores';
export { resampledYardsticks } from './analysis/resampledYardsticks';
export {
  averageOverTasks,
  type ColumnsOf,
  individualExits,
  type ScoreRow,
  type SummaryRow,
  summariseSeeds,
  tradeOff,
  wholeSeeds,
  wholeSeedsOfEach,
} from './analysis/rows';
export {
  type MeasuresOf,
  measuredRows,
  type RunMeasure,
  resampledMeasures,
} from './analysis/runMeasures';
export { type ScoreBin, scoreHistogram } from './analysis/scoreHistogram';
export { signalScores } from './analysis/signalScores';
export { sizeDifferences, trainSizes } from './analysis/sizeDifferences';
export { staticCurve } from './analysis/staticCurve';
export { pairedDifference, type Summary, studentT, summarise } from './analysis/statistics';
export { type SweepPoint, sweep } from './analysis/sweep';
export {
  fitTemperature,
  heldOutTemperatures,
  meanNll,
  publishedCodeTemperatures,
  scaleLogits,
  type Temperatures,
} from './analysis/temperature';
export { type ThresholdRange, thresholdRanges } from './analysis/thresholdRanges';
export { checkThresholds, confidenceThresholds, linspace, quantileThresholds } from './analysis/thresholds';
export {
  areaUnderCurve,
  type CurvePoint,
  meanHeight,
  paperCosts,
  scoreAt,
  scoreWithin,
  tradeOffCurve,
} from './analysis/tradeoff';
export { TRUNCATED, type TruncatedOptions, truncatedCurve, truncatedYardsticks } from './analysis/truncated';
export { wholeRuns } from './analysis/wholeRuns';
export {
  placeOfYardstick,
  summariseYardsticks,
  type YardstickName,
  type YardstickSummary,
  yardstickNames,
  yardstickScores,
  yardstickTitles,
} from './analysis/yardstickScores';
export { type YardstickOptions, type Yardsticks, yardsticks } from './analysis/yardsticks';
export { type YardstickCells, yardstickTable } from './analysis/yardstickTable';

// Experiments: grids of runs on a profile, and views of them

export { asTaskAllows } from './experiments/asTaskAllows';
export { baselineRuns } from './experiments/baselines';
export {
  type ConflictPlan,
  type ConflictStep,
  inLargeBatches,
  inSmallBatches,
  readConflict,
} from './experiments/conflictFile';
export { type ConflictPair, conflictPairs } from './experiments/conflictPairs';
export { atPaperStep, conflictAlongTraining, conflictPlan } from './experiments/conflicts';
export { curveRows, writeCurveRows } from './experiments/curves';
export { knownDatasets, knownDifficulties, knownLabels, knownLengths } from './experiments/difficulties';
export { cells, type Experiment, experimentOf, oneRun } from './experiments/experiment';
export { changeWithoutLaterExits, type FirstBlockPull, firstBlockPulls } from './experiments/firstBlock';
export { builtOn, withoutGates } from './experiments/gates';
export { gradientRows, writeGradientRows } from './experiments/gradients';
export { type ParameterRow, parameterRows } from './experiments/parameters';
export { type PoolerGradient, poolerGradients } from './experiments/poolerGradients';
export {
  type Overrides,
  type Profile,
  type ProfileName,
  profile,
  profileNames,
  profileRun,
  type Settings,
  settingsFor,
} from './experiments/profiles';
export { readyToTrain } from './experiments/readyToTrain';
export {
  findRuns,
  openRecords,
  type Places,
  type RecordSource,
  recordsFolder,
  type StoredRuns,
  storedRuns,
} from './experiments/records';
export {
  type ReadTwice,
  readTraining,
  runsReadTwice,
  trainingReadings,
  writeReadTwice,
} from './experiments/trainingReadings';
export { truncatedRuns } from './experiments/truncated';
export {
  type Context,
  contextOf,
  type Evidence,
  evidenceOf,
  givenRows,
  type Shown,
  type View,
  type ViewContext,
} from './experiments/view';

// Claims: what a paper says, judged

export {
  type Claim,
  type ClaimOn,
  claimOn,
  type JudgedClaim,
  judgeClaims,
  type Statement,
} from './claims/claim';
export { type ContrastOn, contrastClaim } from './claims/contrasts';
export { type Estimate, type Format, judgeEstimate } from './claims/estimate';
export { type Grounds, judgePart, largerGain, type Part, single } from './claims/parts';
export { gap, less, placesOf, score } from './claims/terms';
export {
  above,
  below,
  fact,
  type Judgement,
  jointly,
  type Side,
  untestable,
  type Verdict,
  verdictCounts,
  verdictOf,
  within,
} from './claims/verdict';

// Figures and tables

export { blockTimeCurve } from './figures/blockTimeCurve';
export { type CellBlock, cellBlocks, type TextCell } from './figures/cellsTable';
export { type ClockRow, clockCurves } from './figures/clockCurves';
export { conflictCurves } from './figures/conflictCurves';
export { conflictHeatmap } from './figures/conflictHeatmap';
export { constantsTable } from './figures/constantsTable';
export { convergenceCurves } from './figures/convergenceCurves';
export { averageCurve, dataSizeCurves, speedUpCurves, tradeoffCurve } from './figures/curves';
export type { DifferenceRow } from './figures/differenceLayers';
export { difficultyCurves } from './figures/difficultyCurves';
export { type ExitDepthRow, exitDepthCurves } from './figures/exitDepthCurves';
export { type ExitShareRow, exitHistogram } from './figures/exitHistogram';
export { gainCurves } from './figures/gainCurves';
export { individualExitsTable } from './figures/individualExitsTable';
export { inversionHeatmap } from './figures/inversionHeatmap';
export { learningRatesTable } from './figures/learningRatesTable';
export { methodCurves } from './figures/methodCurves';
export type { FigureOptions } from './figures/options';
export { ownConstantsTable } from './figures/ownConstantsTable';
export { type DrawnPaper, drawPaper, type Paper } from './figures/paper';
export {
  type Drawing,
  type FigureOf,
  figureOf,
  type Material,
  meanCurve,
  optionsOf,
  type PaperFigure,
  taskCurves,
} from './figures/paperFigure';
export { parametersTable } from './figures/parametersTable';
export { plotlyStill } from './figures/plotlyStill';
export { policiesTable } from './figures/policiesTable';
export { policyCurves } from './figures/policyCurves';
export type { Account, Printed } from './figures/printed';
export { renderPng, renderSvg } from './figures/render';
export { figuresFolder, type SavedFigure, saveFigure, toCsv } from './figures/save';
export { type SignalBin, scoreHistograms } from './figures/scoreHistograms';
export { sizeCurves } from './figures/sizeCurves';
export { type Legend, legendOf, type MethodStyle, methodStyles, methodTitle } from './figures/style';
export { systemsTable } from './figures/systemsTable';
export { thresholdDraws } from './figures/thresholdDraws';
export { thresholdTraces } from './figures/thresholdTraces';
export { trainingCurves } from './figures/trainingCurves';
export { type WeightRow, weightHills } from './figures/weightHills';
export { wiringCurves } from './figures/wiringCurves';

// Papers

export { everyExperiment, papers } from './papers';
export { claimsAbout } from './papers/claimsAbout';
export { coseePaper } from './papers/cosee';
export { everyBlock } from './papers/cosee/everyBlock';
export {
  ablation,
  consistency,
  coseeSearch,
  sharpness,
  signalComparison,
  signalParts,
  systems,
  together,
} from './papers/cosee/experiments';
export { firstCosee } from './papers/cosee/firstCosee';
export { fieldPaper } from './papers/field';
export { ownConstantsSearch } from './papers/field/experiments';
export { printedSystems, systemScores } from './papers/field/systemScores';
export { atCosts } from './papers/field/views';
export { type Packed, packRecords } from './papers/pack';
export { sweetPaper } from './papers/sweet';
export {
  berxitRuns,
  comparison,
  conflicts,
  dataSizes,
  learnedExits,
  learningRateSearch,
  wiringOf,
  wirings,
} from './papers/sweet/experiments';

// The types of the lab

export type { DifferentiableSignal, ExitPolicy, ExitReading, ExitSignal } from './types/decision';
export type { BoundEncoder, Encoder, HostParameters, Parameters, Shapes, Tokens } from './types/encoder';
export type { ExitModule, ExitOutput, Extras, Place, Said, Seen, SeenTokens } from './types/exit';
export type {
  CheckedModel,
  Combine,
  Constants,
  LossInputs,
  Method,
  Note,
  Route,
  RoutePlace,
  Step,
} from './types/method';
export type {
  DivergedAt,
  ExitRecord,
  Labels,
  RecordedExtra,
  RunConfig,
  RunRecord,
  StepRecord,
} from './types/record';
export type { DrawnMemory, Parameter, Stage } from './types/stage';
export type { Target } from './types/target';
export type { Batch, Dataset, EncodedExample, Example, MetricName, Task } from './types/text';
