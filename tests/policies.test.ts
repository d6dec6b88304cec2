/** How examples leave: what a policy answers and decides by, from the exits reached alone. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { policySweep, scaleLogits } from '../src/analysis';
import { heldOutTemperatures } from '../src/analysis/temperature';
import {
  answersBy,
  calibratedConfidence,
  checkPolicy,
  learnedExit,
  plainConfidence,
  policies,
} from '../src/policies';
import { confidence } from '../src/signals';
import type { ExitPolicy, ExitReading, RecordedExtra } from '../src/types';
import { refuses } from './support/files';
import { randomRecord, runOf, withGates } from './support/records';

const record = withGates(
  randomRecord({ classes: 3 }),
  Float32Array.from({ length: 200 }, (_, i) => (i % 50) / 50),
);
const view = {
  depths: record.depths,
  classes: 3,
  extras: { gates: [], ensemble: [3], rarity: [], lambdas: [], policy: [] },
};

/** Mean logits of the exits reached. */
const mean = (reached: readonly ExitReading[]): number[] =>
  [0, 1, 2].map((c) => reached.reduce((sum, { logits }) => sum + logits[c], 0) / reached.length);

describe('what a policy answers', () => {
  it('is what the exits say, where it says nothing else', () => {
    assert.equal(answersBy(plainConfidence, record, 1), record);
  });

  it('is made from the exits reached, and other parts of the record stay', () => {
    const { logits, ...others } = answersBy({ ...plainConfidence, answer: mean }, record, 1);
    const { logits: said, ...expected } = record;
    assert.deepEqual(others, expected);
    const at = (values: Float32Array, e: number, n: number, c: number) => values[(e * 50 + n) * 3 + c];
    for (let e = 0; e < 4; e++)
      for (let n = 0; n < 50; n++)
        for (let c = 0; c < 3; c++) {
          let sum = 0;
          for (let k = 0; k <= e; k++) sum += at(said, k, n, c);
          assert.ok(Math.abs(at(logits, e, n, c) - sum / (e + 1)) < 1e-5);
        }
  });

  it('is calibrated exit by exit, from that exit alone, after it was answered', () => {
    const seen: [depths: readonly number[], first: number, seed: number][] = [];
    const policy: ExitPolicy = {
      ...plainConfidence,
      answer: mean,
      calibrate(exit, seed) {
        seen.push([exit.depths, exit.logits[0], seed]);
        assert.equal(exit.extras?.gates.data.length, 50);
        return { ...exit, logits: exit.logits.map((z) => 2 * z) };
      },
    };
    const answered = answersBy({ ...plainConfidence, answer: mean }, record, 7);
    const { logits, depths } = answersBy(policy, record, 7);
    assert.deepEqual(depths, record.depths);
    assert.deepEqual(
      logits,
      answered.logits.map((z) => 2 * z),
    );
    assert.deepEqual(
      seen,
      record.depths.map((depth, e) => [[depth], answered.logits[e * 150], 7]),
    );
  });

  it('by calibrated confidence is what all exits at once would be scaled to', () => {
    const whole = scaleLogits(record, heldOutTemperatures(record, 5));
    assert.deepEqual(answersBy(calibratedConfidence, record, 5), whole);
  });

  it('keeps every example when it is calibrated, in order, with its own label', () => {
    const calibrating = (calibrate: ExitPolicy['calibrate']) => ({
      ...plainConfidence,
      name: 'mine',
      calibrate,
    });
    const half = calibrating((exit) => ({
      ...exit,
      labels: exit.labels.slice(0, 25),
      logits: exit.logits.slice(0, 75),
    }));
    refuses(
      () => answersBy(half, record, 1),
      'mine',
      'keeps the sizes (150 logits, 50 gates)',
      'got 75 logits',
    );
    const silent = calibrating(({ extras: _, ...exit }) => exit);
    refuses(() => answersBy(silent, record, 1), 'mine', '50 gates', 'got 150 logits');
    const cheating = calibrating((exit) => ({ ...exit, labels: exit.labels.map(() => 0) }));
    assert.deepEqual(answersBy(cheating, record, 1).labels, record.labels);
  });

  it('is refused where it is of other classes', () => {
    const policy = { ...plainConfidence, answer: () => [1, 0] };
    refuses(() => answersBy(policy, record, 1), 'an answer of 3 logits', 'got 2');
  });
});

describe('a policy that is checked', () => {
  for (const policy of policies)
    it(`${policy.name} passes, and gives a curve`, () => {
      checkPolicy(policy, view);
      checkPolicy(policy, { ...view, classes: 2, extras: { ...view.extras, ensemble: [2] } });
      const data = Float32Array.from(record.logits, (z) => 2 * z);
      const probabilities = record.extras?.gates as RecordedExtra;
      const [ensemble, rarity] = [
        { shape: [3], data },
        { shape: [], data: data.slice(0, 200).map((z) => z ** 2 / 99) },
      ];
      const extras = { ensemble, rarity, lambdas: probabilities, policy: probabilities };
      const evaluation = { ...record, extras: { ...record.extras, ...extras } };
      const points = policySweep(runOf(evaluation, 'early-exit-lte', 'task', 1), policy);
      assert.ok(points.length > 0);
      assert.ok(points.every(({ counts }) => counts.reduce((a, b) => a + b) === 50));
    });

  const later = (reached: readonly ExitReading[]): number => {
    const { logits } = reached[reached.length - 1];
    const all = new Float32Array((logits as Float32Array).buffer);
    return all[all.length - 1];
  };
  const scored = (score: ExitPolicy['signal']['score']): ExitPolicy => ({
    ...plainConfidence,
    name: 'mine',
    signal: { ...confidence, score },
  });

  it('is refused where its signal looks ahead', () => {
    refuses(() => checkPolicy(scored(later), view), 'mine', 'decides from the exits reached', 'later exits');
  });

  it('is refused where its answer looks ahead', () => {
    const policy: ExitPolicy = {
      ...plainConfidence,
      name: 'mine',
      answer: (reached) => [later(reached), 0, 1],
    };
    refuses(() => checkPolicy(policy, view), 'mine', 'later exits');
  });

  it('is refused where it remembers what it was given: of later exits, or how often it was asked', () => {
    let [last, calls] = [0, 0];
    const remembering = scored((reached) => {
      const known = last;
      last = reached[reached.length - 1].logits[0];
      return known;
    });
    refuses(() => checkPolicy(remembering, view), 'mine', 'a deterministic policy');
    refuses(
      () =>
        checkPolicy(
          scored(() => calls++),
          view,
        ),
      'mine',
      'two different answers',
    );
    const seen = new Map<number, number>();
    const calibrating: ExitPolicy = {
      ...plainConfidence,
      name: 'mine',
      calibrate(exit) {
        const factor = [...seen.values()].reduce((sum, z) => sum + z, 1);
        seen.set(exit.depths[0], exit.logits[0]);
        return { ...exit, logits: exit.logits.map((z) => factor * z) };
      },
    };
    refuses(() => checkPolicy(calibrating, view), 'mine', 'a deterministic policy');
  });

  it('is refused where it looks ahead by what it is asked thresholds for', () => {
    let whole = record;
    const policy: ExitPolicy = {
      ...scored(() => whole.logits[whole.logits.length - 1]),
      thresholds(given) {
        whole = given;
        return [0.5];
      },
    };
    refuses(() => checkPolicy(policy, view), 'mine', 'later exits');
  });

  it('is refused where it changes what it is given', () => {
    const sorting = scored((reached) => (reached[reached.length - 1].logits as Float32Array).sort()[0]);
    refuses(
      () => checkPolicy(sorting, view),
      'mine',
      'does not change the outputs of the exits',
      'Array.from',
    );
  });

  it('is refused where it fails, in words', () => {
    const unknown = scored((reached) => reached[0].extras?.surely[0] ?? 0);
    refuses(() => checkPolicy(unknown, view), 'mine', 'logits, gates, ensemble, rarity', 'got the error');
    const silent = { ...plainConfidence, name: 'mine', answer: () => undefined as unknown as number[] };
    refuses(() => checkPolicy(silent, view), 'mine', 'got the error');
    const lost = { ...plainConfidence, name: 'mine', answer: () => [Number.NaN, 0, 1] };
    refuses(() => checkPolicy(lost, view), 'mine', 'finite logits', 'NaN');
  });

  it('is refused where its thresholds or its parts are none', () => {
    for (const thresholds of [[], [2], [Number.NaN]])
      refuses(() => checkPolicy({ ...plainConfidence, thresholds: () => thresholds }, view), 'thresholds');
    const typed = { ...confidence, exitsWhen: 'score <= threshold' } as unknown as ExitPolicy['signal'];
    refuses(() => checkPolicy({ ...plainConfidence, signal: typed }, view), 'exitsWhen', 'score < threshold');
    const misspelt = { ...plainConfidence, answers: mean } as ExitPolicy;
    refuses(() => checkPolicy(misspelt, view), "got 'answers'");
  });

  it('looks ahead in no curve either', () => {
    const asked = () => void policySweep(runOf(record, 'early-exit-lte', 'task', 1), scored(later));
    refuses(asked, 'mine', 'later exits');
  });

  it('is refused where it needs extras that the exits do not say', () => {
    refuses(() => checkPolicy(learnedExit, { ...view, extras: {} }), 'exits with gates', 'learningToExit');
    const stretched = policies.find(({ name }) => name === 'stretched-certainty') as ExitPolicy;
    refuses(() => checkPolicy(stretched, { ...view, extras: {} }), 'gates');
    const ensemble = policies.find(({ name }) => name === 'ensemble') as ExitPolicy;
    refuses(() => checkPolicy(ensemble, { ...view, extras: { gates: [] } }), 'the extra `ensemble`', 'gates');
  });

  it('is refused again when it is asked for again', () => {
    const policy = scored(later);
    for (const _ of ['once', 'again']) refuses(() => checkPolicy(policy, view), 'later exits');
  });
});
