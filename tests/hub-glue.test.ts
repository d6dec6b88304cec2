/** GLUE of the Hugging Face Hub: parquet, read once into a folder of the lab's own. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { hubTaskOf, splitOf } from '../src/hub/glueTables';
import { bringToHand } from '../src/runs/atHand';
import type { RunSurroundings } from '../src/runs/surroundings';
import { openDataset } from '../src/text/dataset';
import { readGlueTests } from '../src/text/glueTest';
import { glueTasks } from '../src/text/tasks';
import type { Example } from '../src/types';
import { withEnvironment } from './support/environment';
import { folderOf, refuses, refusesLater } from './support/files';
import { fixtureJson, fixturePath } from './support/fixtures';
import { glue } from './support/hubRepositories';
import { COMMIT, type HubServer, startHub } from './support/hubServer';

const silent: RunSurroundings = { say: () => undefined, onProgress: () => undefined };

/** The rows as pyarrow reads them (tests/oracle/make_glue_parquet.py). */
type Row = { readonly [column: string]: string | number };
const { rows: told } = fixtureJson<{ rows: { [folder: string]: { [split: string]: Row[] } } }>(
  'hub/glue.json',
);

async function fetched(t: TestContext, task: string): Promise<HubServer> {
  const hub = await startHub(t, [glue]);
  await bringToHand({ task }, silent);
  return hub;
}

/** A TSV folder with the first rows of a fixture. */
function firstRows(t: TestContext, folder: string, files: readonly [name: string, rows: number][]): string {
  const first = ([name, rows]: readonly [string, number]) => {
    const lines = readFileSync(fixturePath('glue', folder, name), 'utf8').split('\n');
    return [name, lines.slice(0, rows + 1).join('\n')];
  };
  return folderOf(t, Object.fromEntries(files.map(first)));
}

describe('every task of GLUE on the Hub', () => {
  for (const task of glueTasks)
    it(`${task.name}: the examples and tests that pyarrow reads`, async (t) => {
      const hub = await fetched(t, task.name);
      const { folder, columns } = hubTaskOf(task);
      const rowsOf = (file: string) => told[folder][splitOf(file)];
      const textsOf = (row: Row) => ({
        sentence1: row[columns[0]],
        ...(columns[1] !== undefined && { sentence2: row[columns[1]] }),
      });
      const dataset = openDataset({ task: task.name });
      const check = (examples: readonly Example[], file: string) => {
        const rows = rowsOf(file);
        assert.deepEqual(
          examples.map(({ label, ...texts }) => ({
            ...texts,
            label: task.range ? Math.fround(label) : label,
          })),
          rows.map((row) => ({
            ...textsOf(row),
            label: task.range ? Math.fround(Number(row.label)) : row.label,
          })),
        );
      };
      check(dataset.train, task.glue.train);
      check(dataset.validation, task.glue.validation);
      assert.equal(dataset.test, undefined, 'its labels are hidden');
      assert.equal(dataset.source, `nyu-mll/glue@${COMMIT}`);
      const tests = readGlueTests(task.name);
      assert.deepEqual(
        tests.map(({ submission }) => submission),
        Object.keys(task.glue.tests),
      );
      for (const { submission, index, examples } of tests) {
        const rows = rowsOf(task.glue.tests[submission]);
        assert.deepEqual(
          index,
          rows.map(({ idx }) => idx),
        );
        assert.deepEqual(
          examples,
          rows.map((row) => ({ ...textsOf(row), label: 0 })),
        );
      }
      const before = hub.asked.length;
      await bringToHand({ task: task.name }, silent);
      assert.equal(hub.asked.length, before, 'nothing is asked again');
      assert.ok(hub.downloads().every(({ path, host }) => host === 'store' || path.includes(`/${folder}/`)));
    });

  it('gives the fingerprint of the TSV files, if the rows are equal', async (t) => {
    const trains = (dev: string): [string, number][] => [
      ['train.tsv', 12],
      [dev, 6],
    ];
    const folders = [
      ['sst-2', 'SST-2', 'dev.tsv'],
      ['rte', 'RTE', 'dev.tsv'],
      ['mnli', 'MNLI', 'dev_matched.tsv'],
    ] as const;
    await startHub(t, [glue]);
    for (const [task, folder, dev] of folders) {
      await bringToHand({ task }, silent);
      const data = firstRows(t, folder, trains(dev));
      assert.equal(openDataset({ task }).fingerprint, openDataset({ task, data }).fingerprint, task);
    }
  });

  it('has the decimals of STS-B that are stored as float32', async (t) => {
    await fetched(t, 'sts-b');
    const labels = openDataset({ task: 'sts-b' }).train.map(({ label }) => label);
    assert.deepEqual(labels.slice(0, 5), [3.8, 0, 5, 2.6666667, 4.25]);
  });

  it('is a matched and a mismatched validation set of MNLI', async (t) => {
    await fetched(t, 'mnli');
    await bringToHand({ task: 'mnli-mm' }, silent);
    const [matched, mismatched] = [openDataset({ task: 'mnli' }), openDataset({ task: 'mnli-mm' })];
    assert.deepEqual(matched.train, mismatched.train);
    assert.notDeepEqual(matched.validation, mismatched.validation);
    assert.deepEqual(
      readGlueTests('mnli-mm').map(({ submission }) => submission),
      ['MNLI-mm'],
    );
  });
});

describe('GLUE in the cache', () => {
  const converted = (task: string): string =>
    join(process.env.HF_HOME ?? '', 'early-exit-lab', 'glue', task, COMMIT);

  it('is converted without the Hub, once', async (t) => {
    const hub = await fetched(t, 'rte');
    rmSync(converted('rte'), { recursive: true });
    refuses(() => openDataset({ task: 'rte' }), 'RTE/train.tsv', 'bringToHand');
    withEnvironment(t, { HF_HUB_OFFLINE: '1' });
    const before = hub.asked.length;
    await bringToHand({ task: 'rte' }, silent);
    assert.equal(hub.asked.length, before);
    assert.deepEqual(readdirSync(join(converted('rte'), '..')), [COMMIT], 'no other folder is left');
    assert.equal(openDataset({ task: 'rte' }).train.length, 12);
  });

  it('is taken at a revision', async (t) => {
    const hub = await startHub(t, [{ ...glue, revisions: ['v2'] }]);
    const data = 'nyu-mll/glue@v2';
    await bringToHand({ task: 'rte', data }, silent);
    assert.ok(hub.asked.some(({ path }) => path.includes('/revision/v2')));
    assert.equal(openDataset({ task: 'rte', data }).validation.length, 6);
    refuses(() => openDataset({ task: 'rte' }), 'bringToHand');
    await refusesLater(bringToHand({ task: 'rte', data: 'nyu-mll/glue@v3' }, silent), "'v3'", 'nyu-mll/glue');
  });

  it('is refused if a file is damaged, and nothing half is left', async (t) => {
    await fetched(t, 'cola');
    rmSync(converted('cola'), { recursive: true });
    const snapshots = join(process.env.HF_HOME ?? '', 'hub', 'datasets--nyu-mll--glue', 'snapshots', COMMIT);
    writeFileSync(join(snapshots, 'cola/train-00000-of-00001.parquet'), 'PAR1 and no more');
    await refusesLater(bringToHand({ task: 'cola' }, silent), 'train-00000-of-00001.parquet', 'parquet file');
    assert.deepEqual(readdirSync(join(converted('cola'), '..')), []);
  });

  it('is asked of the Hub if a split is missing there', async (t) => {
    const files = new Map([...glue.files].filter(([path]) => path !== 'rte/test-00000-of-00001.parquet'));
    await startHub(t, [{ ...glue, files }]);
    await refusesLater(
      bringToHand({ task: 'rte' }, silent),
      'rte/test-00000-of-00001.parquet',
      'rte/train-00000',
    );
  });
});

it('a task that ships, or a folder of data, asks for nothing', async (t) => {
  const hub = await startHub(t, []);
  await bringToHand({ task: 'sentiment', encoder: 'tiny-bert-12' }, silent);
  await bringToHand({ task: 'rte', data: fixturePath('glue'), encoder: fixturePath('tiny-bert') }, silent);
  assert.equal(hub.asked.length, 0);
});
