/** What a method or a policy is at the end of its range: another method, or no decision at all. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decide, policySweep, signalScores } from '../src/analysis';
import {
  berxit,
  berxitAlternate,
  earlyExit,
  elasticBert,
  everyMethod,
  pabee,
  vanilla,
  weightedLoss,
} from '../src/methods';
import { mapValues } from '../src/named';
import { answersBy, policies, quantilePolicy } from '../src/policies';
import { methodFingerprint } from '../src/runs/identity/methodFingerprint';
import { energy, margin } from '../src/signals';
import type { ExitPolicy, ExitRecord, ExitSignal } from '../src/types';
import { assertEachClose } from './support/close';
import { refuses } from './support/files';
import { randomRecord, recordOf, runOf } from './support/records';
import { stepAt } from './support/steps';

const sizes = { depths: [1, 3, 5], classes: 3, steps: 8, stepsPerEpoch: 4 };

describe('a method at the end of its range', () => {
  it('PABEE with weights of 1 is Early-Exit, and with weights of 1/E the mean', () => {
    const weighted = (weight: (exits: number) => number) => ({
      ...pabee,
      loss: weightedLoss((_, exits) => weight(exits)),
    });
    const early = methodFingerprint(earlyExit, sizes);
    assert.equal(
      methodFingerprint(
        weighted(() => 1),
        sizes,
      ),
      early,
    );
    assert.notEqual(methodFingerprint(pabee, sizes), early);
    const mean = weighted((exits) => 1 / exits);
    assert.notEqual(methodFingerprint(mean, sizes), early);
    assert.equal(mean.route, vanilla.route);
  });

  it('ElasticBERT with one exit is BERT with one exit', () => {
    const alone = { ...sizes, depths: [5] };
    assert.equal(methodFingerprint(elasticBert, alone), methodFingerprint(earlyExit, alone));
    assert.notEqual(methodFingerprint(elasticBert, sizes), methodFingerprint(earlyExit, sizes));
  });

  it('BERxiT without gates at even steps is Early-Exit, and at odd steps the last exit alone', () => {
    const weights = (t: number) => berxitAlternate.schedule?.(stepAt(t, 3), []);
    assert.deepEqual([1, 2, 3, 4].map(weights), [
      [0, 0, 1],
      [1, 1, 1],
      [0, 0, 1],
      [1, 1, 1],
    ]);
    const even = { ...berxitAlternate, schedule: () => [1, 1, 1] };
    assert.notEqual(methodFingerprint(even, sizes), methodFingerprint(berxitAlternate, sizes));
    refuses(
      () => berxitAlternate.check?.({ depths: [5], classes: 2, pooler: 'none' }),
      'BERxiT',
      'expected 2 exits or more, got 1',
    );
    assert.equal(berxitAlternate.exit.extras, undefined);
    assert.ok(berxit.exit.extras);
  });

  it('has a policy that the lab offers by name, or one of a signal', () => {
    const known = policies.map(({ name }) => name);
    for (const { name, decides } of everyMethod)
      assert.ok(known.includes(decides.name), `${name}: ${decides.name}`);
  });
});

describe('a policy at its extreme thresholds', () => {
  const plain = randomRecord({ classes: 3, examples: 80 });
  const within = (size: number) =>
    Float32Array.from({ length: 4 * 80 * size }, (_, i) => 0.05 + (0.9 * ((i * 7919) % 101)) / 101);
  const shapes = { gates: [], ensemble: [3], rarity: [], lambdas: [], policy: [] };
  const record: ExitRecord = {
    ...plain,
    extras: mapValues(shapes, (shape: readonly number[]) => ({ shape, data: within(shape[0] ?? 1) })),
  };

  /** Below every score, and above every score; the range of a signal is closed. */
  const extremes = ({ signal }: ExitPolicy, scores: Float32Array): readonly [number, number] => {
    const [least, largest] = signal.range?.(3) ?? [-Infinity, Infinity];
    assert.ok(
      scores.every((score) => score >= Math.fround(least) && score <= Math.fround(largest)),
      signal.name,
    );
    const margin = 1e-6;
    return [least - margin, largest + margin];
  };

  for (const policy of policies)
    it(`${policy.name}: everyone leaves at the first exit, or at the last`, () => {
      const answered = answersBy(policy, record, 1);
      const [low, high] = extremes(policy, signalScores(answered, policy.signal));
      const [first, last] = policy.signal.exitsWhen === 'score < threshold' ? [high, low] : [low, high];
      assert.ok(decide(answered, policy.signal, first).every((exit) => exit === 0));
      assert.ok(decide(answered, policy.signal, last).every((exit) => exit === 3));
    });

  for (const policy of policies)
    it(`${policy.name}: its curve begins and ends there, within the ties of its scores`, () => {
      const points = policySweep(runOf(record, 'early-exit-lte', 't', 1), policy);
      const costs = points.map(({ costFraction }) => costFraction);
      assert.ok(Math.min(...costs) < 1 / 12 + 0.02, `${policy.name} from ${Math.min(...costs)}`);
      assert.ok(Math.max(...costs) > 0.9, `${policy.name} to ${Math.max(...costs)}`);
    });
});

describe('the margin', () => {
  const at = (signal: ExitSignal, logits: number[]) => signal.score([{ depth: 1, logits }]);

  it('by hand: probabilities of .5, .3 and .2, in any order', () => {
    for (const p of [
      [0.5, 0.3, 0.2],
      [0.3, 0.2, 0.5],
      [0.2, 0.5, 0.3],
    ])
      assertEachClose([at(margin, p.map(Math.log))], [0.2], { absolute: 1e-12 }, p.join());
  });

  it('is 0 for a tie, 1 at the limit, and does not overflow', () => {
    assert.equal(at(margin, [2, 2]), 0);
    assert.equal(at(margin, [1000, -1000]), 1);
    assert.equal(at(margin, [-1000, -1000, -1000]), 0);
    assert.deepEqual(margin.range?.(5), [0, 1]);
  });

  it('of two classes is twice the confidence less 1, so their curves have the same points', () => {
    for (const z of [0.1, 1, 4]) {
      const p = 1 / (1 + Math.exp(-z));
      assertEachClose([at(margin, [0, z])], [2 * p - 1], { absolute: 1e-12 }, `${z}`);
    }
  });

  it('is not asked of numbers', () => {
    refuses(() => at(margin, [1]), 'margin needs class probabilities');
  });
});

describe('the geometric ensemble', () => {
  const policy = policies.find(({ name }) => name === 'geometric-ensemble') as ExitPolicy;

  it('by hand: the mean of the log probabilities of the exits reached', () => {
    const logs = (...p: number[]) => p.map(Math.log);
    const record = recordOf([[logs(0.5, 0.5)], [logs(0.9, 0.1)]], [0], [1, 2]);
    const { logits } = answersBy(policy, record, 1);
    const expected = [...logs(0.5, 0.5), ...logs(0.5 * 0.9, 0.5 * 0.1).map((log) => log / 2)];
    assertEachClose(logits, expected, { absolute: 1e-6 }, 'logits');
  });

  it('does not change if a constant is added to all logits of an exit, and is not asked of numbers', () => {
    const record = randomRecord({ examples: 20 });
    const moved = { ...record, logits: record.logits.map((z, i) => z + (i < 40 ? 3 : -2)) };
    const [one, other] = [record, moved].map((each) => answersBy(policy, each, 1).logits);
    assertEachClose(other, one, { absolute: 1e-5 }, 'logits');
    const numbers = runOf(recordOf([[[1]], [[2]]], [1], [1, 2]), 'mine', 't', 1);
    refuses(() => policySweep({ ...numbers, metrics: { pearson: [] } }, policy), 'class probabilities');
  });

  it('serves the record of any method', () => {
    const run = runOf(randomRecord(), 'early-exit', 't', 1);
    assert.ok(policySweep(run, policy).length > 50);
    assert.ok(policySweep(run, quantilePolicy(energy)).length > 50);
  });
});
