import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import {
  besidePublished,
  contrast,
  exampleIntervals,
  individualExits,
  published,
  ratesBesidePublished,
  resampledExits,
  type ScoreRow,
  wholeSeeds,
} from '../src/analysis';
import { gap, judgeClaims } from '../src/claims';
import { LabError } from '../src/errors';
import {
  type ConflictStep,
  givenRows,
  gradientRows,
  openRecords,
  type Profile,
  profile,
  storedRuns,
  writeGradientRows,
} from '../src/experiments';
import { readShipped } from '../src/experiments/shippedRuns';
import { drawPaper } from '../src/figures';
import { checkBetter, checkClaims, runExperiment } from '../src/notebook';
import { comparison, conflicts, sweetPaper } from '../src/papers';
import { claimsAbout } from '../src/papers/claimsAbout';
import { packRecords } from '../src/papers/pack';
import { writeCompact } from '../src/runs/compact';
import { writeRecord } from '../src/runs/record';
import { openDataset } from '../src/text/dataset';
import type { RunRecord } from '../src/types';
import { start } from './support/cli';
import { withEnvironment } from './support/environment';
import { folderOf } from './support/files';
import { madeUpGradients, madeUpRuns } from './support/madeUpRuns';
import { temporaryFolder } from './support/store';

/** On tasks whose data nobody here has, from an encoder that is nowhere. */
const small: Profile = {
  ...profile('quick'),
  tasks: ['sst-2', 'mrpc'],
  encoder: 'an-encoder-elsewhere',
  seeds: [1, 2],
  sizeTask: 'sst-2',
  sizes: [500, 3000],
  learningRates: [2e-4, 5e-4],
  overrides: {},
};
const all = madeUpRuns(small, sweetPaper.experiments);
const ofComparison = madeUpRuns(small, [comparison]);
const lookedInto = madeUpRuns(small, [conflicts]);
const madeUpRows = madeUpGradients(small, lookedInto);

/** As a run is recorded whose loss was no number any more: nothing was evaluated. */
const diverged = (run: RunRecord): RunRecord => ({
  ...run,
  metrics: {},
  diverged: { step: 7, exit: 4 },
  evaluation: { ...run.evaluation, labels: new Int32Array(0), logits: new Float32Array(0) },
});

/** A task of one's own called sst-2, with these texts in both splits. */
function taskFolder(t: TestContext, texts: readonly string[]): string {
  const about = { name: 'sst-2', labels: ['negative', 'positive'], metrics: ['accuracy'], pair: false };
  const rows = texts.map((sentence1, i) => `${JSON.stringify({ sentence1, label: i % 2 })}\n`).join('');
  const files = { 'task.json': JSON.stringify(about), 'train.jsonl': rows, 'validation.jsonl': rows };
  return folderOf(t, files);
}

describe('finished runs of an experiment', () => {
  it('come from the store, else from the records that ship; what is in neither is missing', (t) => {
    const [store, records] = [temporaryFolder(t), temporaryFolder(t)];
    const [own, ...others] = ofComparison;
    writeRecord(join(store, own.id), own);
    writeCompact(records, others.slice(1));
    const { found, missing, diverged, strangers } = storedRuns(
      small,
      comparison,
      openRecords({ store, records }),
    );
    assert.deepEqual(
      new Set(found.map(({ id }) => id)),
      new Set([own, ...others.slice(1)].map(({ id }) => id)),
    );
    assert.equal(found.find(({ id }) => id === own.id)?.steps.length, 100, 'the store has the steps');
    const [{ config }] = others;
    assert.deepEqual(
      missing.map(({ method, task, seed }) => [method.name, task, seed]),
      [[config.method, config.task, config.seed]],
    );
    assert.deepEqual([diverged.length, strangers.length], [0, 0]);
  });

  it('another value of any setting is another run', (t) => {
    for (const change of [
      { learningRate: 1e-3 },
      { batch: 64 },
      { trainSize: 2999 },
      { exits: [1, 2, 3, 4] },
    ]) {
      const records = temporaryFolder(t);
      const [run, ...others] = ofComparison;
      writeCompact(records, [{ ...run, config: { ...run.config, ...change } }, ...others]);
      const source = openRecords({ store: '/nowhere', records });
      assert.equal(storedRuns(small, comparison, source).missing.length, 1, JSON.stringify(change));
    }
  });

  it('on shipped tasks: sizes are cut to the data, and other data or weights are strangers', (t) => {
    const settings: Profile = { ...small, tasks: ['entailment'], trainSize: 6000, seeds: [1] };
    const { fingerprint, train } = openDataset({ task: 'entailment' });
    const [own, other, whole] = madeUpRuns(settings, [comparison]).map((run) => ({
      ...run,
      config: { ...run.config, data: fingerprint, trainSize: train.length },
    }));
    const records = temporaryFolder(t);
    writeCompact(records, [
      own,
      { ...other, config: { ...other.config, data: 'of last year' } },
      { ...whole, config: { ...whole.config, trainSize: 6000 } },
    ]);
    const stored = storedRuns(settings, comparison, openRecords({ store: '/nowhere', records }));
    assert.deepEqual([stored.found.length, stored.missing.length], [1, 2]);
    assert.deepEqual(
      stored.strangers.map(({ id }) => id),
      [other.id],
    );
  });

  it('packed where the data are, they are found where they are not', (t) => {
    const [store, records] = [temporaryFolder(t), temporaryFolder(t)];
    const task = taskFolder(t, ['good', 'bad']);
    const settings: Profile = { ...small, tasks: ['sst-2'], data: task, seeds: [1] };
    const { fingerprint } = openDataset({ task: 'sst-2', data: task });
    for (const run of madeUpRuns(settings, [comparison])) {
      const config = { ...run.config, data: fingerprint, trainSize: 2, evalSize: 2 };
      writeRecord(join(store, run.id), { ...run, config });
    }
    const { runs, bytes } = packRecords(settings, { store, records });
    assert.equal(runs, 3);
    assert.ok(bytes / runs < 5000, `${bytes} bytes`);
    const elsewhere = { ...settings, data: undefined };
    const source = openRecords({ store: '/nowhere', records });
    assert.equal(storedRuns(elsewhere, comparison, source).found.length, 3);
    const others = { ...settings, data: taskFolder(t, ['fine', 'dull']) };
    assert.equal(storedRuns(others, comparison, source).strangers.length, 3);
    assert.equal(
      readShipped(others, comparison, records).found.length,
      3,
      'evidence, whatever data are here',
    );
    assert.throws(() => packRecords(small, { store: '/nowhere', records: '/nowhere' }), LabError);
  });

  it('packing again keeps what was packed before', (t) => {
    const [store, records] = [temporaryFolder(t), temporaryFolder(t)];
    writeCompact(records, ofComparison.slice(0, 5));
    for (const run of ofComparison.slice(5, 7)) writeRecord(join(store, run.id), run);
    assert.equal(packRecords(small, { store, records }).runs, 7);
    assert.equal(packRecords(small, { store: '/nowhere', records }).runs, 7);
  });

  it('notebooks read them before they train, and leave out those that diverged', async (t) => {
    const records = temporaryFolder(t);
    const [first, ...others] = ofComparison;
    writeCompact(join(records, 'quick'), [diverged(first), ...others]);
    process.env.EARLY_EXIT_RECORDS = records;
    t.after(() => delete process.env.EARLY_EXIT_RECORDS);
    const said = t.mock.method(console, 'log', () => undefined);
    const runs = await runExperiment(small, comparison);
    assert.equal(runs.length, others.length);
    assert.match(
      String(said.mock.calls[0].arguments[0]),
      new RegExp(`for it diverged: Multi-Model, ${first.config.task}, seed ${first.config.seed}`),
    );
    withEnvironment(t, { HF_HUB_OFFLINE: '1', HF_HOME: records });
    await assert.rejects(
      runExperiment({ ...small, seeds: [9] }, comparison),
      /nyu-mll\/glue .*HF_HUB_OFFLINE.*train\.tsv.*EARLY_EXIT_DATA/,
    );
  });

  it('gradients are read back, and a damaged file is refused', (t) => {
    const records = temporaryFolder(t);
    assert.deepEqual(gradientRows([], records), []);
    writeGradientRows(madeUpRows, records);
    assert.deepEqual(gradientRows(lookedInto, records), madeUpRows);
    writeFileSync(join(records, 'gradients.json'), '{ "rows": [{ "method": "sweet" }] }');
    assert.throws(() => gradientRows([], records), /expected "rows" of run, method, task/);
  });
});

const rowsOf = (
  scores: { readonly [method: string]: readonly number[] },
  seed: number,
  task: string,
): ScoreRow[] =>
  Object.entries(scores).flatMap(([method, own]) =>
    own.map((score, e) => ({ method, task, seed, x: [1, 4, 6, 12][e], score })),
  );

describe('claims', () => {
  it('a contrast is paired within task and seed, over the seeds that have everything', () => {
    const rows = [
      ...rowsOf({ a: [0.6], b: [0.5] }, 1, 'one'),
      ...rowsOf({ a: [0.8], b: [0.5] }, 1, 'two'),
      ...rowsOf({ a: [0.7], b: [0.3] }, 2, 'one'),
    ];
    const { seeds, tasks, whole } = contrast(rows, gap('a', 'b', [1]));
    assert.deepEqual(whole, [1]);
    assert.ok(seeds && Math.abs(seeds.mean - 0.2) < 1e-12);
    assert.deepEqual(
      tasks.map(({ task, mean }) => [task, Number(mean.toFixed(6))]),
      [
        ['one', 0.25],
        ['two', 0.3],
      ],
    );
    assert.equal(contrast(rows, gap('a', 'b', [4])).seeds, null);
    assert.deepEqual(new Set(wholeSeeds(rows).map(({ seed }) => seed)), new Set([1]));
  });

  it('hold, do not, or cannot be told', () => {
    const claims = claimsAbout(sweetPaper, 'exits');
    assert.ok(judgeClaims(claims, givenRows({})).every(({ verdict }) => verdict === 'cannot tell'));
    const paper = [1, 2, 3].flatMap((seed) => {
      const scores = Object.fromEntries(
        ['multi-model', 'early-exit', 'sweet'].map((method) => [
          method,
          published({ paper: 'SWEET', table: '1', size: 'BASE', method }).map(
            ({ value }) => value / 100 + seed / 100,
          ),
        ]),
      );
      return rowsOf(scores, seed, 'average');
    });
    const asPublished = judgeClaims(claims, givenRows({ exits: paper }));
    assert.deepEqual(
      asPublished.filter(({ verdict }) => verdict !== 'holds'),
      [],
      'the paper’s own table says what the paper says',
    );
    const mirrored = paper.map((row) => ({ ...row, score: 1 - row.score }));
    assert.ok(
      judgeClaims(claims, givenRows({ exits: mirrored })).every(({ verdict }) => verdict === 'against'),
    );
  });

  it('quote the numbers of the paper’s tables', () => {
    const value = (table: string, method: string, exit: number) =>
      published({ paper: 'SWEET', table, model: 'BERT', size: 'BASE', method, exit })[0].value;
    const gapsOf = (table: string, a: string, b: string, exits: readonly number[]) =>
      exits
        .map((exit) => value(table, a, exit) - value(table, b, exit))
        .map((points) => `${points < 0 ? '' : '+'}${points.toFixed(1)}`)
        .join(', ');
    const quoted: readonly [part: RegExp, numbers: string][] = [
      [
        /^Multi-Model beats Early-Exit at every exit/,
        gapsOf('1', 'multi-model', 'early-exit', [1, 4, 6, 12]),
      ],
      [/^Early-Exit beats SWEET at the last two/, gapsOf('1', 'early-exit', 'sweet', [6, 12])],
      [/too, Multi-Model beats Early-Exit/, gapsOf('4', 'multi-model', 'early-exit', [1, 4, 6, 12])],
      [/too, SWEET's first two/, gapsOf('4', 'sweet', 'early-exit', [1, 4])],
      [/too, SWEET's last two/, gapsOf('4', 'sweet', 'early-exit', [6, 12])],
    ];
    for (const [part, numbers] of quoted) {
      const claim =
        sweetPaper.claims.find(({ statement }) => part.test(statement)) ?? assert.fail(String(part));
      assert.ok(claim.paper.includes(numbers), `${claim.statement}: ${claim.paper}; expected ${numbers}`);
    }
  });

  it('of gradients, whatever those of SWEET would be', () => {
    const judged = (gradients: readonly ConflictStep[]) =>
      judgeClaims(claimsAbout(sweetPaper, 'gradients'), givenRows({ gradients }));
    const seeds = (rows: readonly ConflictStep[], itself: number) =>
      [1, 2, 3].flatMap((seed) => rows.map((row) => ({ ...row, seed, itself })));
    const verdictsOf = (rows: readonly ConflictStep[]) => judged(rows).map(({ verdict }) => verdict);
    const rows = madeUpRows.filter(({ seed }) => seed === 1);
    assert.deepEqual(verdictsOf(seeds(rows, 0.9)), ['holds', 'holds']);
    const alike = rows.map((row) => ({ ...row, cosine: row.method === 'sweet' ? 0 : 0.6 }));
    assert.deepEqual(verdictsOf(seeds(alike, 0.9)), ['against', 'cannot tell']);
    const opposed = rows.map((row) => ({
      ...row,
      cosine: row.second === 4 || row.second === 12 ? 0.6 : -0.6,
    }));
    assert.equal(verdictsOf(seeds(opposed, 0.9))[0], 'against', 'opposed exits are not orthogonal');
    const [pair] = [
      rows.map((row) => ({ ...row, cosine: row.first === 4 && row.block === 1 ? -0.1 : row.cosine })),
    ];
    assert.equal(verdictsOf(seeds(pair, 0.9))[1], 'against', 'one pair is enough');
    assert.deepEqual(verdictsOf(rows), ['cannot tell', 'cannot tell'], 'one seed');
    const [noisy] = judged(seeds(rows, -0.1));
    assert.match(`${noisy.verdict}, ${noisy.detail}`, /^cannot tell, .*too noisy to measure by/);
  });

  it('intervals over examples hold the difference, and need the same examples', () => {
    const runs = ofComparison.filter(({ config }) => config.method !== 'multi-model');
    const terms = gap('sweet', 'early-exit', [12]);
    const interval = exampleIntervals(runs, resampledExits())(terms, [1, 2], small.tasks) ?? assert.fail();
    const { seeds } = contrast(individualExits(runs), terms);
    assert.ok(seeds && interval[0] < seeds.mean && seeds.mean < interval[1], `${interval}`);
    assert.ok(interval[1] - interval[0] < 0.2);
    assert.deepEqual(
      exampleIntervals(runs, resampledExits())(terms, [1, 2], small.tasks),
      interval,
      'the same every time',
    );
    const others = runs.map((run) =>
      run.config.method === 'sweet'
        ? { ...run, evaluation: { ...run.evaluation, labels: run.evaluation.labels.map((y) => 1 - y) } }
        : run,
    );
    assert.equal(exampleIntervals(others, resampledExits())(terms, [1, 2], small.tasks), null);
  });

  it('are checks of a notebook by one call', (t) => {
    const lines: string[] = [];
    t.mock.method(console, 'log', (line: string) => void lines.push(line));
    const claims = claimsAbout(sweetPaper, 'exits', 'speeds');
    checkClaims(claims, ofComparison, small);
    const counts = lines.pop();
    assert.match(String(counts), new RegExp(`^${claims.length} claims: \\d+ holds?, `));
    assert.equal(lines.length, claims.length);
    assert.ok(lines.every((line) => /^(holds|leans|against|cannot tell): .*(; |\n {4})paper: /s.test(line)));
    const rows = individualExits(ofComparison);
    checkBetter('SWEET leads', rows, { better: 'sweet', worse: 'early-exit', x: 1 });
    assert.match(lines[lines.length - 1], /: SWEET leads\n {4}[+-]\d+\.\d \(95% .* at seeds 1 and 2/);
    assert.throws(() => checkBetter('no', rows, { better: 'sweet', worse: 'cosee', x: 1 }), LabError);
  });
});

describe('ours beside theirs', () => {
  const summary = (method: string, x: number, mean: number) => ({
    method,
    task: 'average',
    x,
    n: 3,
    mean,
    sd: 0.01,
    low: null,
    high: null,
  });

  it('cell by cell, exits at other depths in their order, nothing where the paper has nothing', () => {
    const cells = published({ paper: 'SWEET', table: '1', model: 'BERT', size: 'BASE' });
    const more = [1, 2, 4, 6, 12].map((x) => summary('sweet', x, 0.5));
    assert.deepEqual(
      besidePublished(more, cells).map(({ paperExit }) => paperExit),
      [1, null, 4, 6, 12],
    );
    const rows = [1, 2, 4, 6].map((x) => summary('sweet', x, 0.5)).concat(summary('cosee', 1, 0.5));
    const beside = besidePublished(rows, cells);
    assert.deepEqual(
      beside.map(({ exit, paperExit, ours, paper, paperSd }) => [exit, paperExit, ours, paper, paperSd]),
      [
        [1, 1, 50, 60.9, 0.5],
        [2, 4, 50, 71.6, 0.5],
        [4, 6, 50, 74.0, 0.4],
        [6, 12, 50, 77.4, 0.6],
        [1, 1, 50, null, null],
      ],
    );
  });

  it('learning rates: the chosen ones, shipped tasks beside their GLUE form', () => {
    const cells = published({ paper: 'SWEET', table: '2', model: 'BERT', size: 'BASE' });
    const rate = { method: 'sweet', learningRate: 5e-4, seeds: 3, choice: 0.8, report: 0.8 };
    const rows = [
      { ...rate, task: 'paraphrase', chosen: true },
      { ...rate, task: 'paraphrase', learningRate: 1e-3, chosen: false },
      { ...rate, task: 'rte', chosen: true },
      { ...rate, task: 'my own', chosen: true },
    ];
    assert.deepEqual(
      ratesBesidePublished(rows, cells).map(({ task, paperTask, paper }) => [task, paperTask, paper]),
      [
        ['paraphrase', 'mrpc', 4e-5],
        ['rte', 'rte', 4e-5],
        ['my own', null, null],
      ],
    );
  });
});

describe('all figures of the paper', () => {
  it('from finished runs, with a page; an older set is replaced, another folder is not touched', async (t) => {
    const [records, out] = [temporaryFolder(t), join(temporaryFolder(t), 'figures')];
    writeCompact(records, all);
    writeGradientRows(madeUpRows, records);
    const places = { store: '/nowhere', records };
    const { parts, finished } = await drawPaper(sweetPaper, small, out, places);
    const drawn = parts.flatMap(({ drawings }) => drawings.map(({ name }) => name));
    for (const name of [
      'table-1',
      'table-2',
      'table-4',
      'fig-3-early-exit',
      'fig-9-sweet',
      'fig-3-along-training',
    ])
      assert.ok(drawn.includes(name), name);
    for (const name of ['fig-4', 'fig-5', 'fig-6', 'fig-7', 'fig-8']) assert.ok(drawn.includes(name), name);
    const files = readdirSync(out);
    for (const name of drawn)
      for (const ending of ['svg', 'png', 'csv', 'vl.json'])
        assert.ok(files.includes(`${name}.${ending}`), `${name}.${ending}`);
    assert.ok(finished.every(({ missing }) => missing === 0));
    const page = readFileSync(join(out, 'README.md'), 'utf8');
    for (const name of drawn) assert.ok(page.includes(`](${name}.svg)`), name);
    assert.match(page, /\| Multi-Model \| \d+\.\d ± \d\.\d \/ 60\.9 ± 0\.6 \|/);
    assert.match(page, /other encoders: no finished comparison on another encoder, of the profiles that/);

    const [first, ...rest] = ofComparison;
    writeCompact(records, [diverged(first), ...rest]);
    writeFileSync(join(out, 'left-over.svg'), '');
    const again = await drawPaper(sweetPaper, small, out, places);
    assert.ok(!existsSync(join(out, 'left-over.svg')));
    assert.deepEqual(
      readdirSync(join(out, '..')).filter((name) => name !== 'figures'),
      [],
    );
    const after = readFileSync(join(out, 'README.md'), 'utf8');
    assert.match(
      after,
      /Fig. 7: learning to exit: 12 runs of learned-exits are missing; `npm run grid -- --profile/,
    );
    const shown = again.parts.flatMap(({ drawings }) => drawings).find(({ name }) => name === 'fig-5');
    assert.match(
      JSON.stringify(shown?.spec.title),
      /seed 2.*1 diverged run left out/,
      'seed 1 is not whole any more',
    );
    await assert.rejects(
      drawPaper(sweetPaper, small, join(out, '..'), places),
      /absent, empty, or made by this command/,
    );
  });

  it('no records: an error, and no folder', async (t) => {
    const out = join(temporaryFolder(t), 'figures');
    const places = { store: '/nowhere', records: '/nowhere' };
    await assert.rejects(
      drawPaper(sweetPaper, small, out, places),
      /expected finished runs of the quick profile, found none/,
    );
    assert.ok(!existsSync(out));
  });

  it('the command refuses what it does not know', async (t) => {
    const nothing = temporaryFolder(t);
    const command = (...words: string[]) =>
      start('env', [
        `EARLY_EXIT_RECORDS=${nothing}`,
        process.execPath,
        require.resolve('../src/cli/figures'),
        ...words,
      ]).ended;
    const refusals: readonly [words: readonly string[], error: RegExp][] = [
      [[], /--paper: expected a paper/],
      [['--paper', 'huge'], /--paper: expected one of (\w+, )*sweet, .*got 'huge'/],
      [
        ['--paper', 'sweet', '--profile', 'huge'],
        /expected a profile among quick, shipped, real, paper, .*; got 'huge'/,
      ],
      [
        ['--paper', 'sweet', '--store', nothing, '--out', nothing],
        /expected finished runs of the shipped profile/,
      ],
      [
        ['--paper', 'sweet', '--store', nothing, '--pack'],
        /expected finished runs of the shipped profile to pack/,
      ],
    ];
    for (const [words, error] of refusals) {
      const { code, stderr } = await command(...words);
      assert.match(stderr, error);
      assert.equal(code, 1);
      assert.equal(stderr.trim().split('\n').length, 1);
    }
  });
});
