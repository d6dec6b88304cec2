/** early-exit-lab, in reading order: from text to figures. */

// analysis, figures, notebooks
export * from './analysis';
export { type Backend, prepareBackend } from './backend';
export * from './claims';
export { type Architecture, addArchitecture } from './encoders/architectures';
// encoders: BERT as functions of a parameter tree, and the folders it comes from
export { type BertConfig, block, embed } from './encoders/bert';
export { bertEncoder } from './encoders/bertEncoder';
export { bertShapes } from './encoders/bertShapes';
export { ConfigFile } from './encoders/config';
export { drawn } from './encoders/drawn';
export { type EncoderFolder, encoderNames, openEncoderFolder } from './encoders/folder';
export { openSafetensors } from './encoders/safetensors';
export { writeSafetensors } from './encoders/safetensors-write';
export { LabError } from './errors';
// exits and methods
export { gated, linearExit, type MultiExit, parameterShapes, runExits } from './exits';
export * from './experiments';
export * from './figures';
export * from './methods';
export * from './notebook';
export type { EncoderName, MethodName, TaskName } from './offeredNames';
// ops: what TensorFlow.js lacks
export { adamWUpdate, stepSize, sweetAdamW } from './ops/adamw';
export { attention } from './ops/attention';
export { clipFactor, globalNorm } from './ops/clip';
export { crossEntropy, meanCrossEntropy } from './ops/crossEntropy';
export { embedding } from './ops/embedding';
export { gelu } from './ops/gelu';
export { layerNorm } from './ops/layerNorm';
export { linear } from './ops/linear';
export { meanSquaredError } from './ops/squaredError';
export { stopGradient } from './ops/stopGradient';
// papers: what they say and show, from their runs
export * from './papers';
export { claimsAbout } from './papers/claimsAbout';
export { type Packed, packRecords } from './papers/pack';
export * from './policies';
export * from './routes';
// runs: trained once, kept, and loaded ever after
export { type RunOptions, recipe, runId, stepsOf } from './runs/config';
export { evaluationDifficulties, evaluationExamples } from './runs/evaluation';
export { untilInterrupted } from './runs/interrupt';
export { readRecord } from './runs/record';
export { defaultStore, run } from './runs/run';
export { type Submission, type SubmissionOptions, submit } from './runs/submit';
export { Diverged, Interrupted, type Progress } from './runs/surroundings';
export { type OpenModel, openModel } from './runs/trained';
// signals: when to leave
export * from './signals';
// targets: what an exit is asked for, a class or a number
export { classification, regression, targetOf } from './targets';
export { makeBatch, planBatches } from './text/batches';
// text: tasks, their examples, tokens and batches
export { openDataset, sampleRows } from './text/dataset';
export { type GlueTest, readGlueTests } from './text/glueTest';
export { derivedSeed, permutation, seededRandom } from './text/random';
export { submissionText, writeSubmission } from './text/submission';
export { glueTasks, shippedTaskNames } from './text/tasks';
export { loadTokenizer, type TextTokenizer } from './text/tokenizer';
export { type ExitTraining, exitObjective, wholeBackward } from './training/exitObjective';
// training
export { clippedGradients, type Objective } from './training/objective';
export { segmentBackward } from './training/segments';
export { type Backward, gradientsOf, stepInputs } from './training/step';
export type * from './types';
