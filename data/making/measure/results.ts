/** The part of a run that `results.json` keeps: enough for every table. */
import { difficultyScores, exitScores } from '../../../src/analysis';
import { LabError } from '../../../src/errors';
import { writeAtomically } from '../../../src/files';
import { readJsonObject } from '../../../src/json';
import { evaluationDifficulties } from '../../../src/runs/evaluation';
import type { Dataset, MetricName, RunRecord } from '../../../src/types';

/** Each metric at each exit, 0 to 1. The task's first metric is first. */
export type ExitMetrics = { readonly [metric: string]: readonly number[] };

export interface Result {
  readonly id: string;
  readonly method: string;
  readonly encoder: string;
  readonly task: string;
  readonly seed: number;
  /** The first digits of the fingerprints of the examples and of the encoder's files. */
  readonly data: string;
  readonly weights: string;
  readonly trainSize: number;
  readonly learningRate: number;
  readonly exits: readonly number[];
  /** The number of validation examples. */
  readonly examples: number;
  readonly seconds: number;
  readonly device: string;
  readonly threads: number;
  readonly metrics: ExitMetrics;
  /** The metrics on the examples of each difficulty; empty if difficulties are unknown. */
  readonly levels: { readonly [difficulty: string]: ExitMetrics };
}

/** A run's scores, from its record and its evaluation data. */
export function resultOf(record: RunRecord, dataset: Dataset): Result {
  const { id, config, evaluation, environment, seconds } = record;
  const { method, encoder, task, seed, trainSize, learningRate, exits } = config;
  const metrics: MetricName[] = [...new Set([...dataset.task.metrics, 'accuracy' as const])];
  const all = metrics.map((metric) => [metric, exitScores(evaluation, metric).map(rounded)]);
  return {
    id,
    method,
    encoder,
    task,
    seed,
    data: config.data.slice(0, 12),
    weights: config.weights.slice(0, 12),
    trainSize,
    learningRate,
    exits,
    examples: evaluation.labels.length,
    seconds: Math.round(seconds),
    device: environment.device,
    threads: Number(environment.threads),
    metrics: Object.fromEntries(all),
    levels: levelsOf(record, dataset, metrics),
  };
}

function levelsOf(
  { config, evaluation }: RunRecord,
  dataset: Dataset,
  metrics: readonly MetricName[],
): Result['levels'] {
  const difficulties = evaluationDifficulties(dataset, config);
  if (difficulties.length === 0) return {};
  const levels: Record<string, Record<string, number[]>> = {};
  for (const metric of metrics)
    for (const { difficulty, score } of difficultyScores(evaluation, difficulties, metric)) {
      levels[difficulty] ??= {};
      levels[difficulty][metric] ??= [];
      levels[difficulty][metric].push(rounded(score));
    }
  return levels;
}

const rounded = (score: number): number => Number(score.toFixed(4));

/** The results with a new one, sorted by name. Results that it replaces, and results of other files, are removed. */
export function withResult(results: readonly Result[], fresh: Result): Result[] {
  const stale = (result: Result) =>
    (result.task === fresh.task && result.data !== fresh.data) ||
    (result.encoder === fresh.encoder && result.weights !== fresh.weights) ||
    (result.encoder === fresh.encoder && result.learningRate !== fresh.learningRate);
  const kept = results.filter((result) => !stale(result) && cellOf(result) !== cellOf(fresh));
  return [...kept, fresh].sort((a, b) => cellOf(a).localeCompare(cellOf(b)));
}

const cellOf = ({ task, method, encoder, seed }: Result): string => [task, method, encoder, seed].join(' ');

/** Writes the results, one run on a line. */
export function writeResults(file: string, results: readonly Result[]): void {
  const lines = results.map((result) => `  ${JSON.stringify(result)}`).join(',\n');
  writeAtomically(file, [`{\n "runs": [\n${lines}\n ]\n}\n`]);
}

/** Reads the file of `writeResults`. Throws LabError that names the file. */
export function readResults(file: string): Result[] {
  const { runs } = readJsonObject(file, 'the results of npm run measure');
  if (Array.isArray(runs)) return runs as Result[];
  throw new LabError(`${file}: expected "runs" to be a list; npm run measure writes it again`);
}
