import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decide, decidedPredictions } from '../src/analysis';
import { answersBy, ensemblePolicy, patiencePolicy } from '../src/policies';
import { entropy, patience, patienceWithin } from '../src/signals';
import type { ExitRecord, ExitSignal } from '../src/types';
import { fixtureJson } from './support/fixtures';

/** [E][N][C] */
type Logits = readonly (readonly (readonly number[])[])[];

/** Where each example leaves, from 0, and what it is answered. */
interface Decided {
  readonly exits: readonly number[];
  readonly predictions: readonly number[];
}

interface Policies {
  readonly logits: Logits;
  readonly patience: readonly (Decided & { readonly patience: number })[];
  readonly entropy: readonly (Decided & { readonly threshold: number })[];
  readonly regression: {
    readonly logits: Logits;
    readonly agree: number;
    readonly patience: readonly (Decided & { readonly patience: number })[];
  };
  readonly ensemble: {
    readonly logits: Logits;
    readonly confidence: readonly (Decided & { readonly threshold: number })[];
  };
}

const { policies } = fixtureJson<{ readonly policies: Policies }>('methods.json');

function recordOf(logits: Logits, extras?: ExitRecord['extras']): ExitRecord {
  const classes = logits[0][0].length;
  const labels = logits[0].map((_, n) => n % classes);
  return {
    depths: logits.map((_, e) => e + 1),
    encoders: 'shared',
    classes,
    labels: classes === 1 ? Float32Array.from(labels) : Int32Array.from(labels),
    logits: Float32Array.from(logits.flat(2)),
    ...(extras && { extras }),
  };
}

function assertDecided(record: ExitRecord, signal: ExitSignal, threshold: number, expected: Decided): void {
  const exits = decide(record, signal, threshold);
  assert.deepEqual([...exits], expected.exits, `${signal.name} at ${threshold}`);
  const predictions = [...decidedPredictions(record, exits)];
  assert.deepEqual(
    predictions.map((x) => Math.fround(x)),
    expected.predictions.map((x) => Math.fround(x)),
  );
}

describe('policies decide as plain Python does', () => {
  const record = recordOf(policies.logits);

  it('patience, at every patience of the policy', () => {
    assert.deepEqual(
      policies.patience.map(({ patience }) => patience),
      patiencePolicy.thresholds(record),
    );
    for (const one of policies.patience) assertDecided(record, patience, one.patience, one);
    const leaves = new Set(policies.patience.flatMap(({ exits }) => exits));
    assert.equal(leaves.size, 5);
  });

  it('patience of numbers, which agree within a half', () => {
    const { regression } = policies;
    const numbers = recordOf(regression.logits);
    assert.equal(patienceWithin(regression.agree).name, patience.name);
    for (const one of regression.patience) assertDecided(numbers, patience, one.patience, one);
  });

  it('entropy', () => {
    for (const one of policies.entropy) assertDecided(record, entropy, one.threshold, one);
  });

  it('ensembles, which also change the answer', () => {
    const { logits, confidence } = policies.ensemble;
    const data = Float32Array.from(logits.flat(2));
    const together = recordOf(policies.logits, { ensemble: { shape: [3], data } });
    const answered = answersBy(ensemblePolicy, together, 1);
    assert.deepEqual(answered.logits, data);
    for (const one of confidence) assertDecided(answered, ensemblePolicy.signal, one.threshold, one);
  });
});
