import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contrast, type ScoreRow, summariseSeeds, tradeOff } from '../src/analysis';
import { gap } from '../src/claims';
import { sizeOf } from '../src/encoders/safetensors-header';
import { LabError } from '../src/errors';
import { averageCurve, legendOf, methodStyles, methodTitle, renderSvg } from '../src/figures';
import { everyMethod } from '../src/methods';
import { policyOf } from '../src/methods/policyOf';
import { mapValues } from '../src/named';
import {
  calibratedConfidence,
  learnedExit,
  plainConfidence,
  quantilePolicy,
  uncertainExit,
} from '../src/policies';
import { energy, entropy } from '../src/signals';
import { startNode } from './support/cli';
import { randomRecord, runOf } from './support/records';

const run = runOf(randomRecord(), 'sweet', 'sentiment', 1);
const lookOf = ({ colour, shape }: { colour: string; shape: string }) => `${colour} ${shape}`;

describe('the methods of the lab in figures', () => {
  it('are called by their own titles', () => {
    for (const { name, title } of everyMethod) assert.equal(methodTitle(name), title);
    assert.equal(methodTitle('vanilla-sweet'), 'Vanilla, routed as SWEET');
    assert.equal(methodTitle('deebert'), 'DeeBERT');
  });

  it('are told apart, and so are many that nobody has given a colour', () => {
    const names = Array.from({ length: 30 }, (_, i) => `new-${i}`);
    const styles = methodStyles(['sweet', 'berxit', ...names].map((method) => ({ method })));
    assert.equal(new Set(styles.map(lookOf)).size, styles.length);
    const few = styles.slice(0, 10).map(({ colour }) => colour);
    assert.equal(new Set(few).size, few.length, 'each of ten has a colour of its own');
  });

  it('of a person get another colour than each of the lab beside them', () => {
    for (const { name } of everyMethod) {
      const styles = methodStyles([{ method: name }, { method: 'mine' }, { method: 'another-of-mine' }]);
      assert.equal(new Set(styles.map(({ colour }) => colour)).size, 3, name);
    }
  });

  it('are all in the help of npm run train and submit', async () => {
    for (const command of ['train', 'submit']) {
      const { stdout } = await startNode([require.resolve(`../src/cli/${command}`), '--help']).ended;
      for (const { name } of everyMethod) assert.match(stdout, new RegExp(`\\b${name}\\b`), name);
      assert.ok(stdout.split('\n').every((line) => line.length <= 140));
    }
  });
});

describe('one method under two policies', () => {
  const policies = [quantilePolicy(energy), quantilePolicy(entropy)];
  const rows = policies.flatMap((policy) => tradeOff([run], policy));

  it('is two curves of a figure, each with its name', async () => {
    const { entries } = legendOf(rows);
    assert.deepEqual(
      entries.map(({ label }) => label),
      ['SWEET by energy', 'SWEET by entropy'],
    );
    assert.equal(new Set(entries.map(lookOf)).size, 2);
    const svg = await renderSvg(averageCurve(summariseSeeds(rows), { setting: 'two', seeds: [1] }));
    for (const label of ['SWEET by energy', 'SWEET by entropy']) assert.ok(svg.includes(`>${label}<`), label);
  });

  it('is called by the method alone where it has one', () => {
    const other = tradeOff([runOf(randomRecord(), 'early-exit', 'sentiment', 1)], policies[0]);
    const { labelOf } = legendOf([...rows.slice(0, 1), ...other]);
    assert.deepEqual([rows[0], other[0]].map(labelOf), ['SWEET', 'Early-Exit']);
  });

  it('has whole titles of policies where their first words are the same', () => {
    const both = [plainConfidence, calibratedConfidence].flatMap((policy) => tradeOff([run], policy));
    assert.deepEqual(
      legendOf(both).entries.map(({ label }) => label),
      [plainConfidence, calibratedConfidence].map(({ title }) => `SWEET by ${title}`),
    );
  });

  it('is compared with itself by naming the policies, and refused without', () => {
    const [{ title: a }, { title: b }] = policies;
    const scoreBy = (policy: string) => (row: ScoreRow) => row.policy === policy && row.x === 1;
    const expected = (rows.find(scoreBy(a))?.score ?? 0) - (rows.find(scoreBy(b))?.score ?? 0);
    const terms = gap({ method: 'sweet', policy: a }, { method: 'sweet', policy: b }, [1]);
    assert.equal(contrast(rows, terms).seeds?.mean, expected);
    assert.throws(
      () => contrast(rows, gap('sweet', 'early-exit', [1])),
      (error) => error instanceof LabError && /one score of sweet at 1 .*energy.*entropy/.test(error.message),
    );
  });
});

describe('the policy of a method', () => {
  const policy = (method: string, signal?: string) =>
    policyOf({ method, ...(signal && { constants: { signal } }) }).title;

  it('is how its paper lets examples leave', () => {
    assert.equal(policy('berxit'), uncertainExit.title);
    assert.equal(policy('sweet-lte'), learnedExit.title);
    assert.equal(policy('sweet'), calibratedConfidence.title);
    assert.equal(policy('a method of mine'), calibratedConfidence.title);
    assert.equal(policy('vanilla'), quantilePolicy(energy).title);
    assert.equal(policy('cosee-entropy', 'entropy'), quantilePolicy(entropy).title);
  });

  it('is one that a run of it can be read by', () => {
    for (const { name, constants, exit } of everyMethod) {
      const evaluation = randomRecord();
      const shapes = exit.extras?.({ exit: 0, exits: 4, depth: 1, classes: 2, pooler: 'none' }) ?? {};
      const extras = mapValues(shapes, (shape) => ({
        shape,
        data: new Float32Array(4 * 50 * sizeOf(shape)).fill(0.5),
      }));
      const one = runOf({ ...evaluation, extras }, name, 'sentiment', 1);
      assert.ok(tradeOff([one], policyOf({ method: name, constants })).length > 0, name);
    }
  });

  it('is known by name where the method learns to exit or is routed', () => {
    assert.equal(policy('pabee-lte'), learnedExit.title);
    assert.equal(policy('elasticbert-sweet-lte'), learnedExit.title);
    assert.equal(policyOf({ method: 'ztw-sweet' }).name, 'ensemble');
    assert.equal(methodTitle('pabee-lte'), 'PABEE, learning to exit');
  });
});
