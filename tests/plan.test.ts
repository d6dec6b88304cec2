/** `npm run plan`: what is counted by hand, and what is said with and without data, encoder and network. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { architectures } from '../src/encoders/architectures';
import { ConfigFile } from '../src/encoders/config';
import { openConfig } from '../src/encoders/folder';
import { linearExit, type MultiExit } from '../src/exits';
import { profile } from '../src/experiments';
import { wantedRuns } from '../src/experiments/grid';
import { comparison, conflicts } from '../src/papers';
import { checkpointBytes, recordBytes } from '../src/plan/disk';
import { downloadsOf } from '../src/plan/downloads';
import { forwardFlops, stepFlops } from '../src/plan/flops';
import { isSized, kindsOf, type SizedRun, secondsOf, trainingFlops } from '../src/plan/hours';
import { knownEncoder } from '../src/plan/knownEncoders';
import { planGrid } from '../src/plan/plan';
import { planText, withUnit } from '../src/plan/planText';
import { plannedRuns } from '../src/plan/runs';
import { run } from '../src/runs/run';
import { start } from './support/cli';
import { withEnvironment } from './support/environment';
import { refusesLater } from './support/files';
import { fixturePath } from './support/fixtures';
import { writeProfile } from './support/grid';
import { bertBase, glue } from './support/hubRepositories';
import { startHub } from './support/hubServer';
import { temporaryFolder } from './support/store';

const modelOf = (fields: object, more: Partial<MultiExit> = {}): MultiExit => ({
  encoder: openConfig(new ConfigFile('the test', { ...fields })).encoder,
  ...{ depths: [1, 2], classes: 2, pooler: 'shared', pooling: 'cls', encoders: 'shared', exit: linearExit },
  ...more,
});

const sizes = {
  ...{ vocab_size: 7, hidden_size: 2, num_attention_heads: 1, intermediate_size: 3, num_hidden_layers: 2 },
  ...{ max_position_embeddings: 8, type_vocab_size: 2 },
};

describe('the FLOP of a step', () => {
  // A block of 5 tokens: 4 x 5 x 4 = 80 for its four layers, 2 x 25 x 2 = 100 for scores and their use, 2 x 5 x
  // 2 x 3 = 60 for the inner layers: 240 multiply-adds. An exit: 4 for the pooler, 4 for two classes.
  const [block, exit] = [240, 8];

  it('are counted by hand for a tiny BERT, and three times as many for training', () => {
    const model = modelOf({ model_type: 'bert', ...sizes });
    assert.equal(forwardFlops(model, 5), 2 * (2 * block + 2 * exit));
    assert.equal(stepFlops(model, { batch: 7, tokens: 5 }), 3 * 7 * 2 * (2 * block + 2 * exit));
    assert.equal(forwardFlops({ ...model, pooler: 'none' }, 5), 2 * (2 * block + 2 * 4));
  });

  it('are those of each member of a Multi-Model', () => {
    const model = modelOf({ model_type: 'bert', ...sizes }, { encoders: 'separate' });
    assert.equal(forwardFlops(model, 5), 2 * (3 * block + 2 * exit));
  });

  it('count the shared block of ALBERT each time it runs, and its mapping of embeddings', () => {
    const albert = { ...sizes, embedding_size: 3, num_hidden_groups: 1, inner_group_num: 1 };
    const model = modelOf({ model_type: 'albert', ...albert });
    assert.equal(forwardFlops(model, 5), 2 * (5 * 3 * 2 + 2 * block + 2 * exit));
  });

  it("count DeBERTa's scores by distance, 2 x 5 x 10 x 2 = 200 for each of two terms, and no table", () => {
    const deberta = { ...sizes, relative_attention: true, pos_att_type: 'c2p|p2c' };
    const model = modelOf({ model_type: 'deberta', ...deberta, type_vocab_size: 0 });
    assert.equal(forwardFlops(model, 5), 2 * (2 * (block + 2 * 100) + 2 * exit));
  });

  it('are known for every architecture of the lab', () => {
    assert.ok(architectures().every(({ name }) => name.length > 0));
    for (const name of ['bert-base-uncased', 'microsoft/deberta-large', 'albert-base-v2']) {
      const encoder = knownEncoder(name);
      assert.ok(encoder);
      const depths = [1, encoder.depth];
      assert.ok(forwardFlops({ ...modelOf({ model_type: 'bert', ...sizes }), encoder, depths }, 128) > 1e10);
    }
    assert.equal(knownEncoder('an/unknown-encoder'), null);
  });
});

/** Without a network, and with an empty cache. */
function offline(t: TestContext): void {
  const home = temporaryFolder(t);
  withEnvironment(t, { HF_HOME: home, HF_HUB_OFFLINE: '1', EARLY_EXIT_DATA: '', EARLY_EXIT_ENCODERS: '' });
}

const silent = { say: () => undefined, onProgress: () => undefined };

describe('the runs of a plan', () => {
  it('have the sizes of GLUE and of the encoder, where neither is here', (t) => {
    offline(t);
    const settings = { ...profile('paper-deberta-large'), tasks: ['rte', 'mnli'], seeds: [1] };
    const runs = plannedRuns(wantedRuns(settings, [comparison]), temporaryFolder(t)).filter(isSized);
    assert.equal(runs.length, 6);
    const [rte] = runs;
    assert.deepEqual(
      [rte.state, rte.size.steps, rte.size.evaluated, rte.size.tokensFrom, rte.size.model.classes],
      ['missing', 2 * Math.ceil(2490 / 8), 277, 'known', 2],
    );
    assert.equal(runs[3].size.steps, 1500);
    assert.equal(runs[3].size.model.classes, 3);
    assert.equal(kindsOf(runs).length, 3, 'kinds differ by method, not by task');
  });

  it('are finished where the store has them, and take the disk that a record takes', async (t) => {
    const store = temporaryFolder(t);
    const settings = profile(writeProfile(t));
    const [wanted] = wantedRuns(settings, [comparison]);
    const before = plannedRuns([wanted], store)[0] as SizedRun;
    assert.equal(before.state, 'missing');
    const { folder } = await run(wanted.options, { ...silent, store });
    const [after] = plannedRuns([wanted], store);
    assert.equal(after.state, 'finished');
    const { statSync } = await import('node:fs');
    const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
    const planned = recordBytes(before);
    assert.ok(planned > bytes / 2 && planned < bytes * 2, `${planned} planned, ${bytes} written`);
    assert.ok(checkpointBytes(before) > 3 * 4 * 1000);
  });

  it('keep the snapshots of the measurements of gradients, which take the most disk', (t) => {
    const settings = profile(writeProfile(t, { trainSize: 320, epochs: 3 }));
    const of = (experiment: typeof comparison) =>
      plannedRuns(wantedRuns(settings, [experiment]), temporaryFolder(t))
        .filter(isSized)
        .at(-1) as SizedRun;
    assert.ok(recordBytes(of(conflicts)) > 2 * recordBytes(of(comparison)));
  });

  it('take time by their steps, their start and their evaluation', (t) => {
    const settings = profile(writeProfile(t));
    const [one] = plannedRuns(wantedRuns(settings, [comparison]), temporaryFolder(t)).filter(isSized);
    const step = trainingFlops(one) / one.size.steps;
    const timing = {
      ...{ key: 'of another kind', model: one.size.model, startUp: 5, isPart: false, seconds: 20 },
      trial: { model: one.size.model, method: one.options.method, batch: 16, lengths: [16] },
      steps: [{ flops: step, seconds: 2 }],
      evaluations: [{ flops: 1, seconds: 0.5 }],
    };
    const evaluation = (0.5 * 32 * forwardFlops(one.size.model, one.size.tokens)) / 1;
    assert.equal(secondsOf(one, [timing]), 5 + 2 * one.size.steps + evaluation);
    const half = { ...one.size.model, depths: [1] };
    const share = forwardFlops(one.size.model, one.size.tokens) / forwardFlops(half, one.size.tokens);
    const other = { ...timing, model: half, steps: [{ flops: step / share, seconds: 2 }] };
    const expected = share * (5 + 2 * one.size.steps) + evaluation;
    assert.ok(Math.abs(secondsOf(one, [other]) / expected - 1) < 1e-9, 'in proportion to the FLOP');
  });
});

describe('the downloads of a plan', () => {
  const needed = { encoder: 'bert-base-uncased', task: 'rte' };

  it('have the sizes that the Hub lists, and nothing is fetched', async (t) => {
    const hub = await startHub(t, [bertBase, glue]);
    const downloads = await downloadsOf([needed, needed], silent);
    assert.deepEqual(
      downloads.map(({ name }) => name),
      ['bert-base-uncased', 'GLUE rte'],
    );
    const bytes = ['config.json', 'model.safetensors', 'tokenizer.json', 'vocab.txt']
      .map((file) => bertBase.files.get(file)?.length ?? 0)
      .reduce((sum, size) => sum + size);
    assert.equal(downloads[0].bytes, bytes);
    assert.equal(hub.downloads().length, 0);
  });

  it('are of unknown size without a network, and the plan is made all the same', async (t) => {
    offline(t);
    const downloads = await downloadsOf([needed], silent);
    assert.deepEqual(
      downloads.map(({ bytes }) => bytes),
      [null, null],
    );
  });

  it('are refused for what the Hub does not have', async (t) => {
    await startHub(t, [glue]);
    await refusesLater(downloadsOf([{ encoder: 'no/such-encoder' }], silent), /no\/such-encoder.*40[14]/);
  });
});

describe('npm run plan', () => {
  it('is a table of at most 120 columns, from a short calibration, and trains nothing', async (t) => {
    const store = join(temporaryFolder(t), 'runs');
    const settings = profile(writeProfile(t));
    const plan = await planGrid(settings, [comparison], { ...silent, store, seconds: 5 });
    assert.deepEqual([plan.total.missing, plan.total.finished, plan.total.ships], [3, 0, 0]);
    assert.equal(plan.total.steps, 18);
    assert.ok(plan.total.seconds > 0 && plan.total.seconds < 600);
    assert.ok(!existsSync(store));
    const lines = planText(plan);
    assert.ok(lines.every((line) => line.length <= 120));
    assert.match(lines.join('\n'), /^comparison +3 +0 +0 +18 .*\n.*\n?all, each run once +3 +0 +0 +18 /m);
    assert.match(lines.join(' '), /Nothing has to be downloaded\..* of 3 kinds of runs w/);
  });

  it('counts the runs on an encoder that nobody knows, says so, and times nothing', async (t) => {
    offline(t);
    const file = writeProfile(t, { encoder: 'an/unknown-encoder' });
    const plan = await planGrid(profile(file), [comparison], { ...silent, store: temporaryFolder(t) });
    assert.deepEqual([plan.total.missing, plan.total.steps, plan.device], [3, 0, null]);
    const text = planText(plan).join(' ');
    assert.match(text, /unknown size, because the Hub cannot be asked: an\/unknown-encoder/);
    assert.match(text, /without the runs on an\/unknown-encoder, whose config\.json is not here/);
  });

  it('refuses data that are neither here nor on the Hub, in one line', async (t) => {
    offline(t);
    const file = writeProfile(t, { data: fixturePath('hub') });
    const ended = await start(process.execPath, [
      ...[require.resolve('../src/cli/plan'), '--profile', file, '--experiments', 'comparison'],
    ]).ended;
    assert.equal(ended.code, 1);
    assert.equal(ended.stdout, '');
    assert.match(ended.stderr, /train\.tsv.*rte/s);
  });

  it('writes numbers with a prefix', () => {
    assert.deepEqual(
      [12, 1300, 45_600_000, 2.5e15].map((value) => withUnit(value, 'B')),
      ['12 B', '1.3 kB', '46 MB', '2.5 PB'],
    );
  });
});
