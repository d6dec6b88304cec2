import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, it, type TestContext } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import {
  calibrationError,
  confidenceThresholds,
  constantExits,
  decide,
  exitPredictions,
  exitScores,
  heldOutTemperatures,
  linspace,
  measure,
  policySweep,
  scaleLogits,
  sweep,
} from '../src/analysis';
import { examplesOf } from '../src/analysis/halves';
import type { MultiExit } from '../src/exits';
import { gridRuns, stateOf, trainGridRun } from '../src/experiments/grid';
import { trainMissing } from '../src/experiments/trainGrid';
import { berxit, earlyExit, learningToExit, sweet } from '../src/methods';
import { stepSize, sweetAdamW } from '../src/ops/adamw';
import { meanSquaredError } from '../src/ops/squaredError';
import { comparison } from '../src/papers';
import {
  calibratedConfidence,
  learnedExit,
  plainConfidence,
  stretchedExit,
  uncertainExit,
} from '../src/policies';
import { readCompact, writeCompact } from '../src/runs/compact';
import type { RunOptions } from '../src/runs/config';
import { readRecord } from '../src/runs/record';
import { run } from '../src/runs/run';
import { Diverged } from '../src/runs/surroundings';
import { confidence, learnedCertainty, learnedUncertainty } from '../src/signals';
import { classification, regression, targetOf } from '../src/targets';
import { makeBatch } from '../src/text/batches';
import { openDataset } from '../src/text/dataset';
import { readJsonlTask } from '../src/text/jsonl';
import { derivedSeed, seededRandom } from '../src/text/random';
import { deviceParameters } from '../src/training/evaluate';
import { exitObjective } from '../src/training/exitObjective';
import { initialParameters } from '../src/training/initialise';
import { freshState } from '../src/training/learner';
import { gradientsOf, stepInputs } from '../src/training/step';
import { createLearner } from '../src/training/train';
import type { ExitOutput, ExitRecord, Method, MetricName } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { assertEachClose } from './support/close';
import { folderOf, refuses } from './support/files';
import { fixturePath } from './support/fixtures';
import { exitSaying, inputsByHand } from './support/lossesByHand';
import { randomRecord, runOf, withGates } from './support/records';
import { stepAt } from './support/steps';
import { temporaryFolder } from './support/store';
import { tinyBert, tinyExamples, tinyModel } from './support/tinyBert';

const HEADER = 'index\tgenre\tfilename\tyear\told_index\tsource1\tsource2\tsentence1\tsentence2\tscore';
const row = (i: number, first: string, second: string, score: string) =>
  `${i}\tmain-captions\tMSRvid\t2012test\t0001\tnone\tnone\t${first}\t${second}\t${score}`;
const file = (...rows: string[]) => `${[HEADER, ...rows].join('\n')}\n`;

const near = (actual: number, expected: number, what: string, tolerance = 1e-6) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what}: expected ${expected}, got ${actual}`);

/** Pairs of five words each; the score is 5 times the share of cats in the second. */
function invented(count: number, purpose: string): string[] {
  const random = seededRandom(derivedSeed(1, purpose));
  return Array.from({ length: count }, (_, i) => {
    const words = () => Array.from({ length: 5 }, () => ['dog', 'bird', 'fish'][random.integer(3)]);
    const cats = random.integer(6);
    const second = words().map((word, at) => (at < cats ? 'cat' : word));
    return row(i, words().join(' '), second.join(' '), cats.toFixed(3));
  });
}

const root = (test: Pick<TestContext, 'after'>) =>
  folderOf(test, {
    'STS-B/train.tsv': file(...invented(192, 'train')),
    'STS-B/dev.tsv': file(...invented(48, 'validation')),
  });

describe('STS-B', () => {
  const read = (test: TestContext, ...scores: string[]) => {
    const whole = file(...scores.map((score, i) => row(i, 'A b.', 'C "d', score)));
    return openDataset({ task: 'sts-b', data: folderOf(test, { 'train.tsv': whole, 'dev.tsv': whole }) });
  };

  it('has sentences in columns 7 and 8 and a score from 0 to 5 in the last', (t) => {
    const { task, train } = read(t, '5.000', '0', '3.8');
    assert.deepEqual(train[0], { sentence1: 'A b.', sentence2: 'C "d', label: 5 });
    assert.deepEqual(
      train.map(({ label }) => label),
      [5, 0, 3.8],
    );
    assert.deepEqual([task.metrics, task.labels.length, task.range], [['pearson', 'spearman'], 1, [0, 5]]);
  });

  const refused = {
    '5.001': '5.001',
    '-0.5': '-0.5',
    high: '"high"',
    '': '""',
    '0x1': '"0x1"',
    NaN: '"NaN"',
  };
  for (const [score, got] of Object.entries(refused))
    it(`refuses the score '${score}'`, (t) => {
      refuses(() => read(t, '1.0', score), 'train.tsv:3:', 'a number from 0 to 5', `got ${got}`);
    });

  it('leaves the fingerprints of tasks of classes alone', () => {
    const { fingerprint } = openDataset({ task: 'rte', data: fixturePath('glue') });
    assert.equal(fingerprint.slice(0, 12), '257db0b6c045');
  });
});

describe("a person's own task of numbers", () => {
  const description = {
    name: 'mine',
    labels: ['warmth'],
    range: [-1, 1],
    metrics: ['spearman'],
    pair: false,
  };
  const open = (test: TestContext, label: unknown, task: object = description) => {
    const line = JSON.stringify({ sentence1: 'a', label });
    const files = { 'train.jsonl': `${line}\n`, 'validation.jsonl': `${line}\n` };
    return readJsonlTask(folderOf(test, { 'task.json': JSON.stringify(task), ...files }));
  };

  it('has one label, its range, and labels that are numbers', (t) => {
    assert.deepEqual(open(t, -0.25).task, description);
    assert.equal(open(t, -0.25).train[0].label, -0.25);
    const print = (range: number[]) =>
      openDataset({
        task: 'mine',
        data: folderOf(t, {
          'task.json': JSON.stringify({ ...description, range }),
          'train.jsonl': '{"sentence1":"a","label":0}',
          'validation.jsonl': '{"sentence1":"a","label":0}',
        }),
      }).fingerprint;
    assert.notEqual(print([-1, 1]), print([-1, 2]));
  });

  it('refuses labels beyond the range or of another kind, and descriptions that do not fit', (t) => {
    for (const label of [1.5, -2, '0.5', 'warmth', null, true])
      refuses(() => open(t, label), 'train.jsonl:1', 'a number from -1 to 1', `got ${JSON.stringify(label)}`);
    refuses(() => open(t, 0, { ...description, labels: ['a', 'b'] }), 'task.json', '"labels"', '"range"');
    refuses(() => open(t, 0, { ...description, metrics: ['accuracy'] }), '"metrics"', 'pearson, spearman');
    for (const range of [[1, 1], [5], 'wide', [0, null]])
      refuses(() => open(t, 0, { ...description, range }), '"range"', `got ${JSON.stringify(range)}`);
  });
});

describe('metrics of numbers', () => {
  it('Spearman by hand, equal values sharing the mean of their ranks', () => {
    // Ranks less their mean: -1.5, 0, 0, 1.5 and -0.5, -1.5, 1, 1; products sum to 2.25, squares to 4.5 and 4.5.
    near(measure('spearman', [0.1, 0.7, 0.7, 4.2], [1, 0, 3, 3]), 0.5, 'spearman', 1e-14);
  });

  it('Pearson by hand', () => {
    // Deviations -1, 0, 1 and -2, 1, 1: 3 / sqrt(2 · 6).
    near(measure('pearson', [1, 2, 3], [0, 3, 3]), 3 / Math.sqrt(12), 'pearson', 1e-14);
  });

  it('are 0 for a prediction that never changes, though its mean is rounded', () => {
    for (const value of [0.1, 1 / 3, Math.fround(2.7)])
      for (const n of [3, 10, 1001]) {
        const labels = Array.from({ length: n }, (_, i) => (i * 0.37) % 5);
        const same = new Array<number>(n).fill(value);
        for (const metric of ['pearson', 'spearman'] satisfies MetricName[]) {
          assert.equal(measure(metric, same, labels), 0);
          assert.equal(measure(metric, labels, same), 0);
        }
      }
  });

  it('accuracy and its like refuse numbers', () => {
    refuses(() => measure('accuracy', [0.5, 1], [0, 1]), 'classes', '0.5', 'pearson');
    refuses(() => measure('f1', [0, 1], [0, -1]), 'classes', '-1');
  });
});

describe('exits that answer a number', () => {
  before(prepareTestBackend);
  const labels = [1, 2, 0];
  const exitsOf = (): ExitOutput[] =>
    [
      [1, 2.5, 5],
      [1.5, 2, -1],
    ].map((answers, i) => exitSaying(i + 1, tf.tensor2d(answers, [3, 1]), tf.tensor1d([0.5, 0.75, 0.25])));
  /** How right each exit's answers are: 1 - tanh of their distances. */
  const rights = [
    [1, 1 - Math.tanh(0.5), 1 - Math.tanh(5)],
    [1 - Math.tanh(0.5), 1, 1 - Math.tanh(1)],
  ];
  const gates = [0.5, 0.75, 0.25];
  const meanSquare = (a: number[], b: number[]) =>
    a.reduce((sum, x, i) => sum + (x - b[i]) ** 2, 0) / a.length;

  it('one logit is a number, more are classes', () => {
    assert.equal(targetOf(1), regression);
    for (const classes of [2, 3]) assert.equal(targetOf(classes), classification);
  });

  it('the loss is the mean squared error, with its gradient 2 (z - y) / B', () => {
    const [logits, y] = [tf.tensor2d([1, 2.5, 5], [3, 1]), tf.tensor1d(labels)];
    const { value, grad } = tf.valueAndGrad((z: tf.Tensor2D) => meanSquaredError(z, y))(logits);
    near(value.dataSync()[0], (0 + 0.25 + 25) / 3, 'loss');
    assertEachClose(grad.dataSync(), [0, 1 / 3, 10 / 3], { absolute: 1e-6 }, 'gradient');
  });

  it('a gate learns 1 - tanh of the distance', () => {
    const y = tf.tensor1d(labels);
    exitsOf().forEach(({ logits }, e) => {
      assertEachClose(regression.rightness(logits, y).dataSync(), rights[e], { absolute: 1e-6 }, `exit ${e}`);
    });
    const losses = [tf.scalar(10), tf.scalar(100)];
    const loss = learningToExit(earlyExit).loss(inputsByHand(exitsOf(), losses, y));
    near(loss.dataSync()[0], 110 + meanSquare(gates, rights[0]) + meanSquare(gates, rights[1]), 'loss', 1e-5);
  });

  it("BERxiT's shared gate learns tanh of the distance", () => {
    const wrongs = rights.map((right) => right.map((r) => 1 - r));
    const errors = (meanSquare(gates, wrongs[0]) + meanSquare(gates, wrongs[1])) / 2;
    const losses = [tf.scalar(10), tf.scalar(100)];
    for (const [t, own] of [100, 10, 100].entries()) {
      const weights = tf.tensor1d([...(berxit.schedule?.(stepAt(t + 1, 2), []) ?? [])]);
      const inputs = inputsByHand(exitsOf(), losses, tf.tensor1d(labels), weights);
      near(berxit.loss(inputs).dataSync()[0], own + errors, 'loss', 1e-5);
    }
  });

  const model = (method: Method): MultiExit => ({
    ...tinyModel({ pooler: 'none', pooling: 'mean' }, method),
    classes: 1,
  });
  const scored = tinyExamples('train')
    .slice(0, 6)
    .map((example, i) => ({ ...example, label: [0, 4.75, 1.2, 3.333, 5, 2.5][i] }));
  const batch = makeBatch(scored, [0, 1, 2, 3, 4, 5], { padId: 0, multiple: 1 });

  it('the gradient is the slope of the loss along it', () => {
    for (const method of [earlyExit, sweet]) {
      const host = initialParameters(model(method), tinyBert(), 3, null);
      const at = (step: number, direction: Record<string, Float32Array> = {}) =>
        tf.tidy(() => {
          const moved = Object.entries(host).map(([name, values]) => [
            name,
            values.map((x, i) => x + step * (direction[name]?.[i] ?? 0)),
          ]);
          const parameters = deviceParameters(model(method), Object.fromEntries(moved));
          const { losses, gradients } = gradientsOf(
            { model: model(method), method },
            parameters,
            stepInputs(batch, 0),
          );
          const read = Object.entries(gradients).map(([name, g]) => [name, g.dataSync<'float32'>()]);
          const each = [...losses.dataSync()];
          losses.dispose();
          return { each, gradients: Object.fromEntries(read) as Record<string, Float32Array> };
        });
      const { gradients } = at(0);
      // The last exit's own block and head: their gradient is that of its loss alone under both methods.
      const own = Object.entries(gradients).filter(([name]) => /^exits\.2\.|^encoder\.layer\.4\./.test(name));
      const length = Math.hypot(...own.map(([, g]) => Math.hypot(...g)));
      const direction = Object.fromEntries(own.map(([name, g]) => [name, g.map((x) => x / length)]));
      const h = 0.01;
      const slope = (at(h, direction).each[2] - at(-h, direction).each[2]) / (2 * h);
      assert.ok(Math.abs(slope / length - 1) < 5e-3, `${method.name}: slope ${slope}, gradient ${length}`);
    }
  });

  it('no gradient flows through how right an answer is', () => {
    const heads = [earlyExit, learningToExit(earlyExit)].map((method) =>
      tf.tidy(() => {
        const parameters = deviceParameters(
          model(method),
          initialParameters(model(method), tinyBert(), 3, null),
        );
        const found = gradientsOf({ model: model(method), method }, parameters, stepInputs(batch, 0));
        found.losses.dispose();
        return [0, 1, 2].flatMap((i) => [...found.gradients[`exits.${i}.weight`].dataSync()]);
      }),
    );
    assertEachClose(heads[1], heads[0], { absolute: 1e-6 }, 'heads with and without gates');
  });

  it('a tiny batch is memorised', async (test) => {
    for (const method of [learningToExit(sweet), berxit]) {
      const objective = exitObjective({ model: model(method), method, maximumNorm: 1 });
      const state = freshState(initialParameters(model(method), tinyBert(), 1, null));
      const scheduled = (t: number) =>
        method.schedule
          ? { ...batch, schedule: Float32Array.from(method.schedule(stepAt(t, 3), [])) }
          : batch;
      const learner = createLearner(objective, sweetAdamW, state, [scheduled(1)]);
      const losses: (readonly number[])[] = [];
      for (let t = 1; t <= 100; t++)
        losses.push((await learner.step(scheduled(t), stepSize(sweetAdamW, 3e-3, t), t)).losses);
      learner.close();
      losses[99].forEach((loss, e) => {
        test.diagnostic(`${method.name}, exit ${e}: ${losses[0][e]} to ${loss}`);
        assert.ok(loss < 0.1 * losses[0][e], `${method.name}, exit ${e}: ${losses[0][e]} to ${loss}`);
      });
    }
  });
});

/** A record of numbers: exits that come closer to the label, and gates that know by how much they miss. */
function numbersRecord(examples = 60): ExitRecord {
  const random = seededRandom(derivedSeed(1, 'numbers'));
  const depths = [1, 2, 4];
  const labels = Float32Array.from({ length: examples }, () => random.integer(26) / 5);
  const logits = new Float32Array(depths.length * examples).map((_, i) => {
    const e = Math.floor(i / examples);
    return labels[i % examples] + (2 * random.normal()) / (e + 1);
  });
  const gates = logits.map((z, i) => 1 - Math.tanh(Math.abs(z - labels[i % examples])));
  return withGates({ depths, encoders: 'shared', classes: 1, labels, logits }, gates);
}

describe('records of numbers', () => {
  const record = numbersRecord();

  it('a sweep is one decision after another, for numbers and for classes', () => {
    const thresholds = [...linspace(0, 1, 13), 0.4];
    const gates = randomRecord().logits.map((z) => 1 / (1 + Math.exp(z)));
    const classes = withGates(randomRecord({ classes: 3 }), gates.subarray(0, 4 * 50));
    for (const each of [record, classes])
      for (const signal of [learnedCertainty, learnedUncertainty])
        for (const metric of ['pearson', 'spearman'] satisfies MetricName[]) {
          const N = each.labels.length;
          const answers = exitPredictions(each);
          const points = sweep(each, signal, thresholds, metric);
          thresholds.forEach((threshold, i) => {
            const exits = decide(each, signal, threshold);
            const said = Float64Array.from(exits, (e, n) => answers[e * N + n]);
            assert.equal(points[i].score, measure(metric, said, each.labels));
            assert.equal(points[i].counts[0], exits.filter((e) => e === 0).length);
          });
        }
  });

  it('are scored by correlations alone', () => {
    assert.deepEqual([...exitPredictions(record)], [...record.logits]);
    refuses(() => exitScores(record, 'accuracy'), 'regression', 'pearson, spearman', 'accuracy');
    refuses(() => sweep(record, learnedCertainty, [0.5], 'f1'), 'pearson, spearman', 'f1');
  });

  it('an exit with one answer for everyone scores 0 and is named', () => {
    const stuck = { ...record, logits: record.logits.slice().fill(2.7, 60, 120) };
    assert.deepEqual([constantExits(record), constantExits(stuck)], [[], [2]]);
    for (const metric of ['pearson', 'spearman'] satisfies MetricName[])
      assert.equal(exitScores(stuck, metric)[1], 0);
  });

  it('give a curve by what the gates say', () => {
    const scored = { ...runOf(record, 'early-exit-lte', 'sts-b', 1), metrics: { pearson: [], spearman: [] } };
    const alone = exitScores(record, 'pearson');
    for (const policy of [learnedExit, stretchedExit]) {
      const points = policySweep(scored, policy);
      assert.equal(points.length, 11);
      assert.deepEqual([points[0].counts, points[0].score], [[60, 0, 0], alone[0]]);
      assert.ok(points.some(({ score, costFraction }) => score > alone[0] && costFraction < 1));
    }
    const uncertain = policySweep(scored, uncertainExit);
    assert.deepEqual([uncertain[0].counts, uncertain[0].score], [[0, 0, 60], alone[2]]);
  });

  it('have no probabilities: confidence, its thresholds, temperatures and calibration are refused', () => {
    const scored = { ...runOf(record, 'early-exit', 'sts-b', 1), metrics: { pearson: [] } };
    for (const call of [
      () => decide(record, confidence, 0.9),
      () => policySweep(scored, plainConfidence),
      () => policySweep(scored, calibratedConfidence),
      () => heldOutTemperatures(record),
      () => scaleLogits(record, { title: '', values: [[1], [1], [1]], fold: new Uint8Array(60) }),
      () => confidenceThresholds(record.classes),
      () => calibrationError(record),
    ])
      refuses(call, 'learnedCertainty', 'learnedUncertainty');
    const { extras: _, ...without } = record;
    refuses(() => decide(without, learnedCertainty, 0.5), 'learningToExit');
  });

  it('keep their labels in parts and in compact files, exactly', (t) => {
    const part = examplesOf(record, [3, 1]);
    assert.deepEqual(part.labels, Float32Array.of(record.labels[3], record.labels[1]));
    const folder = temporaryFolder(t);
    writeCompact(folder, [runOf(record, 'berxit', 'sts-b', 1), runOf(randomRecord(), 'sweet', 'task', 1)]);
    const [numbers, classes] = readCompact(folder).map(({ evaluation }) => evaluation);
    assert.deepEqual(numbers.labels, record.labels);
    assert.equal(numbers.classes, 1);
    assert.ok(classes.labels instanceof Int32Array);
  });
});

describe('a run on STS-B', () => {
  before(prepareTestBackend);

  it('that diverges is read again, alone and among others, and a grid goes on past it', async (t) => {
    const [store, compact] = [temporaryFolder(t), temporaryFolder(t)];
    const small = {
      encoder: fixturePath('tiny-bert'),
      exits: [1, 5],
      trainSize: 32,
      epochs: 1,
      maxLength: 16,
    };
    const breaking: Method = {
      ...berxit,
      name: 'breaking',
      schedule: ({ exits }) => Array(exits).fill(Number.NaN),
    };
    const numbers = { ...small, task: 'sts-b', data: root(t) };
    const classes = { ...small, task: 'rte', data: fixturePath('glue') };
    const asked: RunOptions[] = [
      { ...numbers, method: breaking },
      { ...classes, method: breaking },
      { ...numbers, method: earlyExit },
    ];
    const experiment = { ...comparison, train: undefined, isDone: undefined };
    const runs = gridRuns(asked.map((options) => ({ options, experiment })));
    const quiet = { store, say: () => undefined };
    for (const attempt of ['trained', 'listed'])
      await trainMissing(runs, {
        ...quiet,
        shipped: new Set(),
        train: (one) => (attempt === 'trained' ? trainGridRun(one, quiet) : assert.fail('trained again')),
      });
    assert.deepEqual(
      runs.map((one) => stateOf(one, store)),
      ['diverged', 'diverged', 'finished'],
    );
    await assert.rejects(run(asked[0], quiet), Diverged);
    const records = runs.map(({ id }) => readRecord(join(store, id)));
    writeCompact(compact, records);
    const packed = new Map(readCompact(compact).map((record) => [record.id, record.evaluation.labels]));
    for (const { id, evaluation, config } of records) {
      const kind = config.task === 'rte' ? Int32Array : Float32Array;
      assert.ok(evaluation.labels instanceof kind, `${id} in its folder`);
      assert.ok(packed.get(id) instanceof kind, `${id} among others`);
    }
  });

  for (const method of [earlyExit, learningToExit(sweet), berxit])
    it(`${method.name}: from files to a curve`, async (t) => {
      const store = temporaryFolder(t);
      const options = {
        ...{ method, task: 'sts-b', data: root(t), encoder: fixturePath('tiny-bert'), exits: [1, 3, 5] },
        ...({
          pooling: 'mean',
          pooler: 'none',
          maxLength: 40,
          epochs: 5,
          dropout: 0,
          learningRate: 5e-3,
        } as const),
      };
      const record = await run(options, { store, say: () => undefined });
      const { labels, logits, classes, extras } = record.evaluation;
      assert.deepEqual([labels.length, logits.length, classes], [48, 3 * 48, 1]);
      assert.ok(labels instanceof Float32Array);
      assert.deepEqual(Object.keys(record.metrics), ['pearson', 'spearman']);
      record.metrics.pearson.forEach((score, e) => {
        assert.equal(score, measure('pearson', logits.subarray(e * 48, (e + 1) * 48), labels));
        t.diagnostic(`exit ${e}: ${score}`);
        assert.ok(score > 0.6, `exit ${e}: ${score}`);
      });
      assert.deepEqual(readRecord(record.folder), record);
      assert.deepEqual(await run(options, { store, say: (line) => assert.match(line, /read from/) }), record);
      assert.equal(extras?.gates.data.length, method === earlyExit ? undefined : 3 * 48);
      if (!extras) return;
      const points = policySweep(record, method === berxit ? uncertainExit : learnedExit);
      assert.equal(points.length, 11);
      assert.ok(points.every(({ counts }) => counts.reduce((a, b) => a + b) === 48));
    });
});
