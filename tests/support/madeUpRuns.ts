import { basename } from 'node:path';
import type { ConflictStep, Experiment, Profile } from '../../src/experiments';
import { mapValues } from '../../src/named';
import { type RunOptions, recipe, runId } from '../../src/runs/config';
import { identityOf, sizesOf } from '../../src/runs/identity';
import { derivedSeed, seededRandom } from '../../src/text/random';
import type { ExitRecord, Place, RunConfig, RunRecord } from '../../src/types';
import { randomRecord, runOf } from './records';

/** The runs of some experiments as if they had been trained, on examples and weights that nobody has. */
export function madeUpRuns(
  profile: Profile,
  experiments: readonly Experiment[],
  examples = 100,
): RunRecord[] {
  const runs = experiments
    .flatMap((experiment) => experiment.runs(profile))
    .map((one) => madeUp(one, examples));
  return [...new Map(runs.map((run) => [run.id, run])).values()];
}

function madeUp(options: RunOptions, examples: number): RunRecord {
  const { method, task, data: _, encoder, heads: __, snapshots: ___, ...given } = options;
  const { seed = 1, exits, trainSize = 1, learningRate = 1 } = options;
  const own = derivedSeed(seed, method.name, task, trainSize, learningRate);
  const evaluation = madeUpExits(exits, derivedSeed(seed, task), own, examples);
  const gates = evaluation.logits.slice(0, exits.length * examples).map(sigmoid);
  const place: Place = {
    exit: 0,
    exits: exits.length,
    depth: 1,
    classes: evaluation.classes,
    pooler: 'none',
  };
  const shapes = method.exit.extras?.(place) ?? {};
  const extras = mapValues(shapes, (shape) => ({
    shape,
    data: shape.length === 0 ? gates : evaluation.logits.slice(),
  }));
  const said = Object.keys(shapes).length > 0 ? { ...evaluation, extras } : evaluation;
  const run = runOf({ ...said, encoders: method.encoders }, method.name, task, seed);
  const settings: RunConfig = {
    ...run.config,
    ...recipe,
    ...method.recipe,
    ...given,
    encoder: basename(encoder),
    data: 'made up',
    weights: 'made up',
  };
  const config = { ...settings, ...identityOf(method, sizesOf(settings, evaluation.classes)) };
  return { ...run, config, id: runId(config), metrics: { accuracy: [] } };
}

const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));

/** The labels of one seed, and logits of another that know more of them at every exit. */
function madeUpExits(
  depths: readonly number[],
  labelSeed: number,
  seed: number,
  examples: number,
): ExitRecord {
  const { labels } = randomRecord({ depths, examples, seed: labelSeed });
  const random = seededRandom(seed);
  const logits = Float32Array.from({ length: depths.length * examples * 2 }, (_, i) => {
    const row = Math.floor(i / 2);
    return 2 * random.normal() + (i % 2 === labels[row % examples] ? 0.5 + row / examples / 2 : 0);
  });
  return { depths, encoders: 'shared', classes: 2, labels, logits };
}

/** Measured gradients along these runs of Early-Exit and SWEET, on two batches, as invented as the runs. */
export function madeUpGradients({ exits }: Profile, runs: readonly RunRecord[]): ConflictStep[] {
  const blocks = exits.slice(0, -1);
  const pairs = blocks.flatMap((block, b) =>
    exits
      .slice(b)
      .flatMap((first, i, served) => served.slice(i + 1).map((second) => ({ block, first, second }))),
  );
  return runs.flatMap(({ id: run, config: { method, task, seed } }) =>
    [0, 50, 100, 200, 400].flatMap((step) =>
      [1, 2].flatMap((batch) =>
        pairs.map(({ block, first, second }) => ({
          method,
          task,
          seed,
          step,
          batch,
          size: 16,
          run,
          block,
          first,
          second,
          cosine: (first === block ? 0.08 : 0.6) * Math.exp(-step / 300) + 0.01 * (second - batch),
          rows: 128,
          itself: 0.9,
        })),
      ),
    ),
  );
}
