import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  type LossCurve,
  lossCurves,
  published,
  type ScoreRow,
  scoreHistogram,
  signalScores,
} from '../src/analysis';
import {
  type CoseeAbout,
  type CoseeEvidence,
  coseeClaims,
  coseeClaimsAbout,
  coseeEvidence,
  judgeClaims,
  SPEED_UPS,
} from '../src/claims';
import {
  consistency,
  coseeExperiments,
  curveRows,
  type Profile,
  packRecords,
  parameterRows,
  profile,
  sweetExperiments,
  writeCurveRows,
} from '../src/experiments';
import { writeReadTwice } from '../src/experiments/trainingReadings';
import { drawCosee } from '../src/figures';
import { checkClaims } from '../src/notebook';
import { writeCompact } from '../src/runs/compact';
import { energy, plainEnergy } from '../src/signals';
import type { RunRecord } from '../src/types';
import { madeUpRuns } from './support/madeUpRuns';
import { randomRecord } from './support/records';
import { temporaryFolder } from './support/store';

/** On tasks whose data nobody here has, from an encoder that is nowhere. */
const small: Profile = {
  ...profile('quick'),
  encoder: 'an-encoder-elsewhere',
  exits: [1, 6],
  coseeTasks: ['sst-2', 'mrpc'],
  coseeSeeds: [1, 2],
  variantTasks: ['sst-2'],
};
const all = madeUpRuns(small, coseeExperiments, 60);
const of = (name: string): RunRecord[] => {
  const experiment = coseeExperiments.find((one) => one.name === name) ?? assert.fail(name);
  return madeUpRuns(small, [experiment], 60);
};
const [first] = of('consistency');
const read = [{ run: first, training: first.evaluation }];
const evidence = coseeEvidence({
  ablation: of('ablation'),
  signals: of('signals'),
  signalParts: of('signal-parts'),
  together: of('together'),
  systems: of('systems'),
  consistency: read,
  parameters: parameterRows(small),
  difficultiesOf: ({ evaluation }) => Array.from(evaluation.labels, (label, n) => 1 + ((label + n) % 5)),
});

/** Scores of a few methods, everything else as it is. */
const scores = (table: { readonly [method: string]: (x: number) => number }, places: readonly number[]) =>
  ['one', 'two'].flatMap((task) =>
    [1, 2, 3].flatMap((seed) =>
      Object.entries(table).flatMap(([method, score]) =>
        places.map((x): ScoreRow => ({ method, task, seed, x, score: score(x) + seed / 100 })),
      ),
    ),
  );

const verdicts = (about: Partial<CoseeEvidence>, ...kinds: CoseeAbout[]) =>
  judgeClaims(coseeClaimsAbout(...kinds), { ...evidence, overExamples: {} as never, ...about });

describe('the evidence on COSEE', () => {
  it('has a score for each method, task and seed at each speed-up that its curve reaches', () => {
    const { speeds } = evidence;
    assert.equal(speeds.length, 4 * 2 * 2 * SPEED_UPS.length);
    assert.deepEqual([...new Set(speeds.map(({ x }) => x))], [...SPEED_UPS]);
  });

  it('decides each run by the signal that it was trained with, and vanilla by every one', () => {
    const methods = [...new Set(evidence.signals.map(({ method }) => method))];
    assert.deepEqual(methods.sort(), [
      ...['cosee-energy', 'cosee-entropy', 'cosee-softmax', 'osc-energy', 'osc-entropy', 'osc-softmax'],
      ...['swm-energy', 'swm-entropy', 'swm-softmax'],
      ...['vanilla by energy', 'vanilla by entropy', 'vanilla by softmax'],
    ]);
    const at = (rows: readonly ScoreRow[], method: string) =>
      rows.filter((row) => row.method === method).map(({ score }) => score);
    assert.deepEqual(at(evidence.signals, 'cosee-energy'), at(evidence.speeds, 'cosee-energy'));
    assert.notDeepEqual(at(evidence.signals, 'vanilla by entropy'), at(evidence.speeds, 'vanilla'));
  });

  it('leaves the last exit out of the inversion score, where nobody leaves early', () => {
    assert.deepEqual([...new Set(evidence.inversion.map(({ x }) => x))], [1, 2, 3, 4, 5]);
    assert.equal(evidence.trueInversion.length, evidence.inversion.length);
    assert.equal(coseeEvidence({ ablation: of('ablation') }).trueInversion.length, 0);
  });

  it('reads systems at twice the speed, encoders of one exit where they are', () => {
    const places = new Map(evidence.systems.map(({ method, x }) => [method, x]));
    assert.deepEqual(Object.fromEntries(places), {
      ...{ encoder: 1, 'half-encoder': 2, berxit: 2, vanilla: 2, 'cosee-energy': 2 },
    });
  });

  it('finds training examples that are the development ones to leave alike', () => {
    assert.deepEqual(
      evidence.distances.map(({ distance }) => distance),
      [0, 0, 0],
    );
    const training = randomRecord({ depths: [1, 2, 3, 4, 5, 6], seed: 9, examples: 60 });
    const [apart] = coseeEvidence({ consistency: [{ run: first, training }] }).distances;
    assert.ok(apart.distance > 0.1, `${apart.distance}`);
  });
});

describe('the claims of COSEE', () => {
  it('cannot be told without runs, but for parameters that are counted', () => {
    const none = judgeClaims(coseeClaims, coseeEvidence({}));
    assert.ok(none.every(({ holds }) => holds === null));
    const [counted] = judgeClaims(coseeClaimsAbout('parameters'), evidence);
    assert.equal(counted.holds, true);
    assert.match(counted.detail, /BERT-base, 2 classes: \+0\.015%.*3 classes: \+0\.023%/);
  });

  it('on the ablation hold where parts gain most at high speed-ups, and fail the other way round', () => {
    const curve = (gain: number) => (x: number) => 0.9 - 0.05 * (x - 1) + gain * (x - 1);
    const table = {
      vanilla: curve(0),
      'swm-energy': curve(0.01),
      'osc-energy': curve(0.012),
      'cosee-energy': curve(0.02),
    };
    const speeds = scores(table, SPEED_UPS);
    assert.deepEqual(
      verdicts({ speeds }, 'speeds').map(({ holds }) => holds),
      [true, true, true, true],
    );
    const mirrored = speeds.map((row) => ({ ...row, score: -row.score }));
    assert.ok(verdicts({ speeds: mirrored }, 'speeds').every(({ holds }) => holds === false));
  });

  it('of shallow exits compare the halves of the exits', () => {
    const helped = (gain: number) => (x: number) => 0.6 + 0.05 * x + gain / x;
    const table = { vanilla: helped(0), 'swm-energy': helped(0.02), 'osc-energy': helped(0.03) };
    const rows = scores(table, [1, 2, 3, 4, 5, 6]);
    assert.deepEqual(
      verdicts({ exits: rows }, 'exits').map(({ holds }) => holds),
      [true],
    );
    assert.deepEqual(
      verdicts({ inversion: rows }, 'inversion').map(({ holds }) => holds),
      [true, true, true],
    );
    const deep = rows.map((row) => ({ ...row, x: 7 - row.x }));
    assert.deepEqual(
      verdicts({ exits: deep }, 'exits').map(({ holds }) => holds),
      [false],
    );
  });

  it('on the two ideas together tell a sum from a gain that is there once only', () => {
    const together = (both: number) =>
      scores(
        {
          vanilla: () => 0.8,
          'vanilla-sweet': () => 0.83,
          'cosee-energy': () => 0.82,
          'cosee-energy-sweet': () => both,
        },
        SPEED_UPS,
      );
    assert.deepEqual(
      verdicts({ together: together(0.85) }, 'together').map(({ holds }) => holds),
      [true, true, true],
    );
    assert.deepEqual(
      verdicts({ together: together(0.835) }, 'together').map(({ holds }) => holds),
      [false, true, true],
    );
    assert.deepEqual(
      verdicts({ together: together(0.825) }, 'together').map(({ holds }) => holds),
      [false, false, false],
    );
  });

  it('of convergence compare the loss over all of training', () => {
    const curve = (method: string, loss: number): LossCurve[] =>
      [1, 2].map((seed) => ({ method, task: 'one', seed, steps: [1, 2], losses: [0.7, loss + seed / 100] }));
    const curves = [...curve('vanilla', 0.5), ...curve('swm-energy', 0.3), ...curve('cosee-energy', 0.6)];
    const [faster, still] = verdicts({ curves }, 'convergence');
    assert.deepEqual([faster.holds, still.holds], [true, false]);
    assert.match(faster.detail, /vanilla's less its: 0\.100 nats \(95% over 2 seeds/);
  });

  it('quote the numbers of Table 2', () => {
    const value = (method: string, task: string) => {
      const metric = ['mrpc', 'qqp'].includes(task) ? 'f1' : 'accuracy';
      return published({ paper: 'COSEE', table: '2', method, task, metric })[0].value;
    };
    const names = { rte: 'RTE', mrpc: 'MRPC', qqp: 'QQP', 'sst-2': 'SST-2', qnli: 'QNLI', mnli: 'MNLI' };
    const systems = coseeClaimsAbout('systems');
    ['bert-base', 'bert-6l', 'berxit'].forEach((other, i) => {
      const quoted = Object.entries(names).map(([task, name]) => {
        const points = value('cosee', task) - value(other, task);
        return `${name} ${points < 0 ? '' : '+'}${points.toFixed(1)}`;
      });
      assert.ok(systems[i].paper.includes(quoted.join(', ')), `${systems[i].paper}; ${quoted.join(', ')}`);
    });
  });

  it('are checks of a notebook by one call', (t) => {
    const lines: string[] = [];
    t.mock.method(console, 'log', (line: string) => void lines.push(line));
    checkClaims(coseeClaimsAbout('speeds', 'signals'), evidence);
    assert.equal(lines.length, coseeClaimsAbout('speeds', 'signals').length);
  });
});

describe('what the figures of COSEE are drawn from', () => {
  it('curves are the mean over exits, and go with the records that ship', (t) => {
    const [run] = of('ablation');
    const [curve] = lossCurves([run]);
    const width = curve.steps[1] - curve.steps[0];
    const losses = run.steps.slice(0, width).flatMap(({ loss }) => loss);
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    assert.ok(Math.abs(curve.losses[0] - mean) < 1e-12);
    const records = temporaryFolder(t);
    writeCurveRows([curve], records);
    const [shipped] = curveRows([{ ...run, steps: [] }], records);
    assert.deepEqual(shipped.steps, curve.steps);
    assert.ok(shipped.losses.every((loss, i) => Math.abs(loss - curve.losses[i]) < 1e-4));
    assert.deepEqual(curveRows([run], records), [curve], 'a run’s own steps come first');
  });

  it('the energy before normalisation is the one that is normalised', () => {
    const { evaluation } = first;
    const plain = signalScores(evaluation, plainEnergy);
    signalScores(evaluation, energy).forEach((score, i) => {
      assert.ok(Math.abs(score - 1 / (1 + Math.exp(-plain[i]))) < 1e-6);
    });
    const bins = scoreHistogram(evaluation, plainEnergy, [2, 5], 10);
    assert.equal(bins.length, 20);
    for (const depth of [2, 5]) {
      const own = bins.filter((bin) => bin.depth === depth);
      assert.ok(Math.abs(own.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-12);
    }
    assert.throws(() => scoreHistogram(evaluation, energy, [9]), /expected exits among 1, 2, .* got 9/);
  });
});

describe('all figures of COSEE', () => {
  it('from packed runs, with a page and claims, ALBERT in its place', async (t) => {
    const [records, out] = [temporaryFolder(t), join(temporaryFolder(t), 'figures')];
    writeCompact(records, all);
    writeReadTwice(read, records);
    const places = { store: '/nowhere', records };
    const { runs } = packRecords(small, places);
    assert.equal(runs, all.length);
    const { parts, claims, finished } = await drawCosee(small, out, places);
    assert.ok(finished.every(({ missing }) => missing === 0));
    assert.equal(claims.length, coseeClaims.length);
    const drawn = parts.flatMap(({ drawings }) => drawings.map(({ name }) => name));
    assert.deepEqual(drawn, [
      ...['fig-1', 'fig-3', 'fig-4', 'table-2', 'constants', 'fig-5', 'fig-7', 'fig-8', 'fig-9', 'signals'],
      ...['table-4', 'together'],
    ]);
    for (const name of drawn) assert.ok(readdirSync(out).includes(`${name}.svg`), name);
    const page = readFileSync(join(out, 'README.md'), 'utf8');
    assert.match(page, /^# The COSEE paper on the quick profile\n/);
    assert.match(page, /Tasks: sst-2, mrpc\. .*--paper cosee --profile quick/);
    assert.match(page, /- Table 3: systems on ALBERT: ALBERT is not here yet/);
    assert.match(page, /- Fig\. 6: training curves: the steps of its runs are not kept here/);
    assert.match(page, /true difficulty leave: the true difficulty of its examples is not known here/);
  });

  it('packing one paper’s runs keeps the other’s', (t) => {
    const records = temporaryFolder(t);
    const sweets = madeUpRuns({ ...small, tasks: ['sst-2'] }, sweetExperiments.slice(0, 1), 20);
    writeCompact(records, [...sweets, ...madeUpRuns(small, [consistency], 20)]);
    const { runs } = packRecords({ ...small, tasks: ['sst-2'] }, { store: '/nowhere', records });
    assert.equal(runs, sweets.length + 1);
  });
});
