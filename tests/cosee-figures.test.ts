import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  heldOutLoss,
  type LossCurve,
  lossCurves,
  published,
  type ScoreRow,
  scoreHistogram,
  signalScores,
  varianceBetweenExits,
} from '../src/analysis';
import { judgeClaims } from '../src/claims';
import { LabError } from '../src/errors';
import {
  contextOf,
  curveRows,
  evidenceOf,
  givenRows,
  type Profile,
  profile,
  taskLike,
  type View,
  writeCurveRows,
} from '../src/experiments';
import { writeReadTwice } from '../src/experiments/trainingReadings';
import { drawPaper } from '../src/figures';
import { otherMethods } from '../src/methods';
import { checkClaims } from '../src/notebook';
import { consistency, coseePaper, coseeSearch, sweetPaper } from '../src/papers';
import { claimsAbout } from '../src/papers/claimsAbout';
import { alignment } from '../src/papers/cosee/energies';
import { distancesOf, inversion, trueInversion } from '../src/papers/cosee/measures';
import { systems } from '../src/papers/cosee/systems';
import { printedCell, systemsByMetric } from '../src/papers/cosee/systemsByMetric';
import { SPEED_UPS, signals, speeds } from '../src/papers/cosee/views';
import { packRecords } from '../src/papers/pack';
import { atQuantiles, calibratedConfidence, quantilePolicy } from '../src/policies';
import { writeCompact } from '../src/runs/compact';
import { energy, entropy, plainEnergy, softmaxScore } from '../src/signals';
import type { ExitSignal, RunRecord } from '../src/types';
import { madeUpRuns } from './support/madeUpRuns';
import { randomRecord, recordOf, runOf } from './support/records';
import { temporaryFolder } from './support/store';

/** On tasks whose data nobody here has, from an encoder that is nowhere. */
const small: Profile = {
  ...profile('quick'),
  encoder: 'an-encoder-elsewhere',
  exits: [1, 6],
  overrides: {
    cosee: { tasks: ['sst-2', 'mrpc'], seeds: [1, 2] },
    'cosee-search': { ...profile('quick').overrides['cosee-search'], tasks: ['sst-2'], seeds: [1] },
  },
};
const all = madeUpRuns(small, coseePaper.experiments, 60);
const of = (name: string): RunRecord[] => {
  const experiment = coseePaper.experiments.find((one) => one.name === name) ?? assert.fail(name);
  return madeUpRuns(small, [experiment], 60);
};
const [first] = of('consistency');
const read = [{ run: first, training: first.evaluation }];
const runsOf = ({ from }: Pick<View<unknown>, 'from'>): RunRecord[] => {
  const runs = from.flatMap(({ name }) => of(name));
  return [...new Map(runs.map((run) => [run.id, run])).values()];
};
const graded = {
  ...contextOf(small),
  difficultiesOf: ({ evaluation }: RunRecord) =>
    Array.from(evaluation.labels, (label, n) => 1 + ((label + n) % 5)),
};
const evidence = evidenceOf(graded, runsOf);

/** Scores of a few methods, everything else as it is. */
const scores = (table: { readonly [method: string]: (x: number) => number }, places: readonly number[]) =>
  ['one', 'two'].flatMap((task) =>
    [1, 2, 3].flatMap((seed) =>
      Object.entries(table).flatMap(([method, score]) =>
        places.map((x): ScoreRow => ({ method, task, seed, x, score: score(x) + seed / 100 })),
      ),
    ),
  );

const verdicts = (rows: { readonly [view: string]: readonly unknown[] }, view: string) =>
  judgeClaims(claimsAbout(coseePaper, view), givenRows(rows));

describe('the evidence on COSEE', () => {
  it('has a score for each method, task and seed at each speed-up that its curve reaches', () => {
    const { rows } = evidence(speeds);
    assert.equal(rows.length, 4 * 2 * 2 * SPEED_UPS.length);
    assert.deepEqual([...new Set(rows.map(({ x }) => x))], [...SPEED_UPS]);
  });

  it('decides each run by the signal that it was trained with, and vanilla by every one', () => {
    const { rows } = evidence(signals);
    const policyOf = (signal: ExitSignal) => quantilePolicy(signal).title;
    const arms = new Set(rows.map(({ method, policy }) => `${method}: ${policy}`));
    const expected = [energy, entropy, softmaxScore].flatMap((signal) =>
      ['vanilla', ...['swm', 'osc', 'cosee'].map((part) => `${part}-${signal.name}`)].map(
        (method) => `${method}: ${policyOf(signal)}`,
      ),
    );
    assert.deepEqual([...arms].sort(), expected.sort());
    const at = (some: readonly ScoreRow[], method: string, signal: ExitSignal) =>
      some
        .filter((row) => row.method === method && row.policy === policyOf(signal))
        .map(({ score }) => score);
    const ofAblation = evidence(speeds).rows;
    assert.deepEqual(at(rows, 'cosee-energy', energy), at(ofAblation, 'cosee-energy', energy));
    assert.deepEqual(at(rows, 'vanilla', energy), at(ofAblation, 'vanilla', energy));
    assert.notDeepEqual(at(rows, 'vanilla', entropy), at(ofAblation, 'vanilla', energy));
  });

  it('leaves the last exit out of the inversion score, where nobody leaves early', () => {
    const { rows } = evidence(inversion);
    assert.deepEqual([...new Set(rows.map(({ x }) => x))], [1, 2, 3, 4, 5]);
    assert.equal(evidence(trueInversion).rows.length, rows.length);
    assert.equal(evidenceOf(contextOf(small), runsOf)(trueInversion).rows.length, 0);
  });

  it('has an interval over the examples for every claim about scores and shares of pairs', () => {
    const views = ['exits', 'speeds', 'inversion', 'trueInversion', 'alignment', 'boundary'];
    for (const { statement, detail } of judgeClaims(claimsAbout(coseePaper, ...views), evidence))
      for (const part of detail.split('; ')) assert.match(part, /over examples/, statement);
  });

  it('reads systems at twice the speed, encoders of one exit where they are', () => {
    const places = new Map(evidence(systems).rows.map(({ method, x }) => [method, x]));
    assert.deepEqual(Object.fromEntries(places), {
      ...{ encoder: 1, 'half-encoder': 2, vanilla: 2, sweet: 2, 'cosee-energy': 2 },
      ...Object.fromEntries(otherMethods.map(({ name }) => [name, 2])),
    });
  });

  it('decides each system by its own policy', () => {
    const policies = new Map(evidence(systems).rows.map(({ method, policy }) => [method, policy]));
    for (const { name, decides } of otherMethods)
      assert.equal(policies.get(name), atQuantiles(decides ?? calibratedConfidence).title, name);
  });

  it('has each system by every metric, beside the printed cell of that metric', () => {
    const runs = runsOf(systems).map((run) =>
      run.config.task === 'mrpc' ? { ...run, metrics: { accuracy: [], f1: [] } } : run,
    );
    const { rows } = evidenceOf(graded, () => runs)(systemsByMetric);
    const metrics = new Set(rows.map(({ task, metric }) => `${task} ${metric}`));
    assert.deepEqual([...metrics].sort(), ['mrpc accuracy', 'mrpc f1', 'sst-2 accuracy']);
    const cells = published({ paper: 'COSEE', table: '2' });
    const printed = (method: string, task: string, metric: string) =>
      printedCell([...cells].reverse(), { method, task, metric })?.value;
    assert.equal(printed('pabee', 'mrpc', 'f1'), 84.4);
    assert.equal(printed('pabee', 'mrpc', 'accuracy'), 77.4);
    assert.equal(printed('half-encoder', 'paraphrase', 'f1'), 85.1);
    assert.equal(printed('cosee-energy', 'sentiment', 'accuracy'), 93);
    assert.equal(printed('encoder', 'mrpc', 'accuracy'), undefined, 'the paper has the F1 only');
  });

  it('tells how much of the energy lies between exits', () => {
    const spread = (levels: readonly number[]) => {
      const logits = [...levels, 0].map((level) => [
        [level, -9],
        [level + 1, -9],
      ]);
      return varianceBetweenExits(recordOf(logits, [0, 1], [1, 2, 3]), plainEnergy) ?? assert.fail();
    };
    assert.ok(spread([2, 2]) < 1e-9);
    assert.ok(Math.abs(spread([2, 4]) - 4 / 5) < 1e-3);
    assert.equal(varianceBetweenExits(recordOf([[[1, 0]], [[1, 0]]], [0], [1, 2]), energy), null);
    assert.equal(evidence(alignment).rows.length, 2 * of('ablation').length);
  });

  it('is of the task of the figure, or of one that is like it', () => {
    assert.equal(taskLike('qnli', ['rte', 'qnli']), 'qnli');
    assert.equal(taskLike('qnli', ['sentiment', 'answers']), 'answers');
    assert.equal(taskLike('qnli', ['cola', 'rte']), 'cola');
    const [run] = consistency.runs(profile('paper'));
    assert.equal(run.task, 'sst-2');
    const searched = new Set(coseeSearch.runs(profile('paper')).map(({ task }) => task));
    assert.deepEqual([...searched].sort(), ['mnli', 'mrpc', 'qnli', 'qqp', 'rte', 'sst-2']);
  });

  it('finds training examples that are the development ones to leave alike', () => {
    assert.deepEqual(
      read.flatMap(distancesOf).map(({ distance }) => distance),
      [0, 0, 0],
    );
    const training = randomRecord({ depths: [1, 2, 3, 4, 5, 6], seed: 9, examples: 60 });
    const [apart] = distancesOf({ run: first, training });
    assert.ok(apart.distance > 0.1, `${apart.distance}`);
  });
});

describe('the claims of COSEE', () => {
  it('cannot be told without runs, but for parameters that are counted', () => {
    const none = judgeClaims(coseePaper.claims, givenRows({}));
    assert.ok(none.every(({ verdict }) => verdict === 'cannot tell'));
    const [counted] = judgeClaims(claimsAbout(coseePaper, 'parameters'), evidence);
    assert.equal(counted.verdict, 'holds');
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
    const rows = scores(table, SPEED_UPS);
    assert.deepEqual(
      verdicts({ speeds: rows }, 'speeds').map(({ verdict }) => verdict),
      ['holds', 'holds', 'holds', 'holds'],
    );
    const mirrored = rows.map((row) => ({ ...row, score: -row.score }));
    assert.ok(verdicts({ speeds: mirrored }, 'speeds').every(({ verdict }) => verdict === 'against'));
  });

  it('of shallow exits compare the halves of the exits', () => {
    const helped = (gain: number) => (x: number) => 0.6 + 0.05 * x + gain / x;
    const table = { vanilla: helped(0), 'swm-energy': helped(0.02), 'osc-energy': helped(0.03) };
    const rows = scores(table, [1, 2, 3, 4, 5, 6]);
    assert.deepEqual(
      verdicts({ exits: rows }, 'exits').map(({ verdict }) => verdict),
      ['holds'],
    );
    assert.deepEqual(
      verdicts({ inversion: rows }, 'inversion').map(({ verdict }) => verdict),
      ['holds', 'holds', 'holds'],
    );
    const deep = rows.map((row) => ({ ...row, x: 7 - row.x }));
    assert.deepEqual(
      verdicts({ exits: deep }, 'exits').map(({ verdict }) => verdict),
      ['against'],
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
      verdicts({ together: together(0.85) }, 'together').map(({ verdict }) => verdict),
      ['holds', 'holds', 'holds'],
    );
    assert.deepEqual(
      verdicts({ together: together(0.835) }, 'together').map(({ verdict }) => verdict),
      ['against', 'holds', 'holds'],
    );
    assert.deepEqual(
      verdicts({ together: together(0.825) }, 'together').map(({ verdict }) => verdict),
      ['against', 'against', 'against'],
    );
  });

  it('of convergence compare the loss over all of training', () => {
    const curve = (method: string, loss: number): LossCurve[] =>
      [1, 2].map((seed) => ({
        ...{ run: `${method}-${seed}`, method, task: 'one', seed, steps: [1, 2] },
        losses: [0.7, loss + seed / 100],
      }));
    const curves = [...curve('vanilla', 0.5), ...curve('swm-energy', 0.3), ...curve('cosee-energy', 0.6)];
    const [faster, still] = verdicts({ convergence: curves }, 'convergence');
    assert.deepEqual([faster.verdict, still.verdict], ['holds', 'against']);
    assert.match(
      faster.detail,
      /vanilla less swm-energy, in nats: \+0\.100 \(95% .* at seeds 1 and 2, over 2 seeds/,
    );
  });

  it('quote the numbers of Table 2', () => {
    const value = (method: string, task: string) => {
      const metric = ['mrpc', 'qqp'].includes(task) ? 'f1' : 'accuracy';
      return published({ paper: 'COSEE', table: '2', method, task, metric })[0].value;
    };
    const names = { rte: 'RTE', mrpc: 'MRPC', qqp: 'QQP', 'sst-2': 'SST-2', qnli: 'QNLI', mnli: 'MNLI' };
    const claims = claimsAbout(coseePaper, 'systems');
    ['bert-base', 'bert-6l', 'berxit'].forEach((other, i) => {
      const quoted = Object.entries(names).map(([task, name]) => {
        const points = value('cosee', task) - value(other, task);
        return `${name} ${points < 0 ? '' : '+'}${points.toFixed(1)}`;
      });
      assert.ok(claims[i].paper.includes(quoted.join(', ')), `${claims[i].paper}; ${quoted.join(', ')}`);
    });
  });

  it('are checks of a notebook by one call', (t) => {
    const lines: string[] = [];
    t.mock.method(console, 'log', (line: string) => void lines.push(line));
    const claims = claimsAbout(coseePaper, 'speeds', 'signals');
    checkClaims(claims, runsOf(signals), small);
    assert.equal(lines.length, claims.length + 1, 'the last line counts the verdicts');
    assert.throws(
      () => claimsAbout(coseePaper, 'speed'),
      (error) => error instanceof LabError && /systems, speeds, .*got 'speed'/.test(error.message),
    );
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
    assert.deepEqual([shipped.run, shipped.heldOut], [run.id, heldOutLoss(run)]);
    assert.deepEqual(curveRows([{ ...run, steps: [], id: 'of another recipe' }], records), []);
    const { run: _, ...older } = curve;
    writeCurveRows([older as LossCurve], records);
    assert.throws(() => curveRows([run], records), /expected "rows" of run, .*; pack the records again/);
  });

  it('the loss on held-out examples is the mean cross-entropy of all exits', () => {
    const logits = [[[Math.log(3), 0]], [[0, 0]]];
    const one = runOf(recordOf(logits, [0], [1, 2]), 'vanilla', 'sst-2', 1);
    assert.ok(Math.abs(heldOutLoss(one) - (Math.log(4 / 3) + Math.log(2)) / 2) < 1e-6);
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
    const { parts, claims, finished } = await drawPaper(coseePaper, small, out, places);
    assert.ok(finished.every(({ missing }) => missing === 0));
    assert.equal(claims.length, coseePaper.claims.length);
    const drawn = parts.flatMap(({ drawings }) => drawings.map(({ name }) => name));
    assert.deepEqual(drawn, [
      ...['fig-1', 'fig-3', 'fig-4', 'table-2', 'constants', 'fig-5', 'fig-7', 'fig-8', 'fig-9', 'signals'],
      ...['table-4', 'together'],
    ]);
    for (const name of drawn) assert.ok(readdirSync(out).includes(`${name}.svg`), name);
    const page = readFileSync(join(out, 'README.md'), 'utf8');
    assert.match(page, /^# The COSEE paper on the quick profile\n/);
    assert.match(page, /Tasks: sst-2, mrpc\. .*--paper cosee --profile quick/);
    assert.match(page, /- Table 3: systems on ALBERT: no finished run on ALBERT, of the profile/);
    assert.match(page, /- Fig\. 6: training curves: the steps of its runs are not kept here/);
    assert.match(page, /true difficulty leave: the true difficulty of its examples is not known here/);
  });

  it('packing one paper’s runs keeps the other’s', (t) => {
    const records = temporaryFolder(t);
    const sweets = madeUpRuns({ ...small, tasks: ['sst-2'] }, sweetPaper.experiments.slice(0, 1), 20);
    const cosees = madeUpRuns(small, [consistency], 20);
    writeCompact(records, [...sweets, ...cosees]);
    const { runs } = packRecords({ ...small, tasks: ['sst-2'] }, { store: '/nowhere', records });
    assert.equal(runs, sweets.length + cosees.length);
  });
});
