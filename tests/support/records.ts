import { derivedSeed, seededRandom } from '../../src/text/random';
import type { ExitRecord, RunRecord } from '../../src/types';

type Shape = Partial<Pick<ExitRecord, 'depths' | 'encoders' | 'classes'>> & {
  examples?: number;
  seed?: number;
};

/** Random logits that know a little more of the label at every exit. */
export function randomRecord(shape: Shape = {}): ExitRecord {
  const { depths = [1, 4, 6, 12], encoders = 'shared', classes = 2, examples = 50, seed = 1 } = shape;
  const random = seededRandom(derivedSeed(seed, 'record'));
  const labels = Int32Array.from({ length: examples }, () => random.integer(classes));
  const logits = new Float32Array(depths.length * examples * classes);
  for (let i = 0; i < logits.length; i++) {
    const n = Math.floor(i / classes) % examples;
    const e = Math.floor(i / classes / examples);
    logits[i] = 2 * random.normal() + (i % classes === labels[n] ? 0.5 * (e + 1) : 0);
  }
  return { depths, encoders, classes, labels, logits };
}

/** The record of exits that have gates, too. */
export const withGates = (record: ExitRecord, gates: Float32Array): ExitRecord => ({
  ...record,
  extras: { ...record.extras, gates: { shape: [], data: gates } },
});

/** A record from logits[exit][example][class]. */
export function recordOf(logits: number[][][], labels: number[], depths: number[]): ExitRecord {
  return {
    depths,
    encoders: 'shared',
    classes: logits[0][0].length,
    labels: Int32Array.from(labels),
    logits: Float32Array.from(logits.flat(2)),
  };
}

/** A finished run around a record; what the analysis does not read is left plain. */
export function runOf(evaluation: ExitRecord, method: string, task: string, seed: number): RunRecord {
  return {
    id: `${method}-${task}-${seed}`,
    folder: '',
    config: {
      method,
      task,
      data: '',
      encoder: '',
      weights: '',
      exits: evaluation.depths,
      pooler: 'shared',
      pooling: 'cls',
      heads: null,
      trainSize: 1,
      evalSize: evaluation.labels.length,
      subset: 'random',
      shuffle: true,
      epochs: 1,
      batch: 1,
      maxLength: 8,
      learningRate: 1e-3,
      dropout: null,
      seed,
    },
    environment: {},
    seconds: 0,
    metrics: { accuracy: [] },
    steps: Array.from({ length: 100 }, (_, i) => ({
      step: i + 1,
      loss: evaluation.depths.map((depth) => 1 / (i + depth)),
      learningRate: 1e-3,
      gradientNorm: 1,
    })),
    evaluation,
  };
}
