/** A person's own data from the file to the record: data/own-data.md as it is printed, a profile, and the Hub. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { profile } from '../src/experiments';
import { gridRuns, wantedRuns } from '../src/experiments/grid';
import { ownDataProfile } from '../src/experiments/ownDataProfile';
import { sweet } from '../src/methods/sweet';
import { importData } from '../src/ownData/importData';
import { comparison, learningRateSearch } from '../src/papers';
import { run } from '../src/runs/run';
import { openDataset } from '../src/text/dataset';
import { trainOnReviews } from './examples/own-data';
import { startNode } from './support/cli';
import { withEnvironment } from './support/environment';
import { folderOf, refusesLater } from './support/files';
import { fixturePath } from './support/fixtures';
import { COMMIT, startHub } from './support/hubServer';
import { csvOf, rowsWith } from './support/ownData';
import { temporaryFolder } from './support/store';

const page = readFileSync('data/own-data.md', 'utf8');
const shown = (name: string): string =>
  new RegExp(`<!-- example: ${name} -->\n\`\`\`\\w+\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? '';

const places = (t: TestContext) =>
  withEnvironment(t, { EARLY_EXIT_IMPORTED: temporaryFolder(t), EARLY_EXIT_STORE: temporaryFolder(t) });

const silent = { say: () => undefined, onProgress: () => undefined };

describe('the page on own data', () => {
  it('trains by its command and by its lines of TypeScript, and both are one run', async (t) => {
    places(t);
    assert.equal(shown('own-data.ts'), readFileSync('tests/examples/own-data.ts', 'utf8'));
    const file = join(folderOf(t, { 'reviews.csv': shown('reviews.csv') }), 'reviews.csv');
    const words = shown('train')
      .trim()
      .replace(/\\\n\s*/g, '')
      .replace('npm run train -- ', '')
      .replace('reviews.csv', file)
      .split(' ');
    const command = require.resolve('../src/cli/train');
    const { code, stdout, stderr } = await startNode([command, ...words, '--json']).ended;
    assert.equal(code, 0, stderr);
    assert.ok(stderr.includes(shown('notes')), stderr);
    const { id } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    const record = await trainOnReviews(file);
    assert.equal(record.id, id);
    assert.equal(record.evaluation.labels.length, 3);
  });

  it('refuses options that lack the others', async (t) => {
    places(t);
    const file = join(folderOf(t, { 'reviews.csv': shown('reviews.csv') }), 'reviews.csv');
    const refused = async (command: 'train' | 'grid', words: readonly string[], says: RegExp) => {
      const { code, stderr } = await startNode([require.resolve(`../src/cli/${command}`), ...words]).ended;
      assert.equal(code, 1);
      assert.match(stderr, says);
    };
    await refused(
      'train',
      ['--data', file],
      /--columns NAMES and --label NAME together, got --data .*reviews\.csv/,
    );
    await refused('train', ['--labels', 'a,b'], /together, got --labels without the others/);
    await refused('grid', ['--task', 'mine'], /together, got --task alone/);
    await refused('grid', ['--data', 'hub:x/y'], /together, got --data hub:x\/y without the others/);
  });
});

describe('the same content', () => {
  const rows = rowsWith(['bad', 'good'], 60);

  it('has the same run as CSV, as JSONL and in another folder', async (t) => {
    const lines = rows.map(([text, label]) => `${JSON.stringify({ label, text })}\n`).join('');
    const folder = folderOf(t, { 'a/films.csv': csvOf(rows), 'b/films.jsonl': lines });
    const [into, store] = [temporaryFolder(t), temporaryFolder(t)];
    const said: string[] = [];
    const trained = async (file: string) =>
      run(
        {
          method: sweet,
          ...(await importData(
            { file: join(folder, file), columns: ['text'], label: 'label' },
            { into, ...silent },
          )),
          ...{ encoder: fixturePath('tiny-bert'), exits: [1, 5], epochs: 1, maxLength: 16 },
        },
        { ...silent, store, say: (line) => said.push(line) },
      );
    const first = await trained('a/films.csv');
    assert.equal(first.steps.length, 4);
    const second = await trained('b/films.jsonl');
    assert.equal(second.id, first.id);
    assert.match(said.at(-1) ?? '', /read from/);
    assert.deepEqual(readdirSync(into).length, 1);
    writeFileSync(join(folder, 'a/films.csv'), csvOf([...rows, ['one more', 'good']]));
    assert.notEqual((await trained('a/films.csv')).id, first.id);
  });

  it('becomes a profile for notebooks and grids', async (t) => {
    places(t);
    const file = join(folderOf(t, { 'films.csv': csvOf(rows) }), 'films.csv');
    const own = { file, columns: ['text'], label: 'label' };
    const settings = profile(await ownDataProfile(own, undefined, silent));
    const quick = profile('quick');
    assert.deepEqual([settings.tasks, settings.sizeTask, settings.sizes], [['films'], 'films', [13, 27, 54]]);
    assert.match(settings.title, /Small BERT .*, films$/);
    assert.deepEqual(
      [settings.exits, settings.encoder, settings.split],
      [quick.exits, quick.encoder, 'validation'],
    );
    const runs = gridRuns(wantedRuns(settings, [comparison]));
    assert.ok(runs.length >= 3);
    for (const { config } of runs)
      assert.deepEqual([config.task, config.trainSize, config.evalSize], ['films', 54, 6]);
    const shipped = profile(await ownDataProfile(own, 'shipped', silent));
    assert.deepEqual([shipped.split, shipped.seeds], ['validation', profile('shipped').seeds]);
    const search = wantedRuns(shipped, [learningRateSearch]);
    assert.ok(search.every(({ options }) => options.split === 'held-out' && options.task === 'films'));
    const withTest = { ...own, test: file, task: 'tested' };
    assert.equal(profile(await ownDataProfile(withTest, 'shipped', silent)).split, 'test');
  });
});

describe('a data set of the Hub', () => {
  const part = (name: string) => readFileSync(fixturePath('own-data', `${name}.parquet`));
  const films = {
    kind: 'dataset',
    name: 'people/films',
    files: new Map([
      ['README.md', Buffer.from('about films')],
      ['data/train-00000-of-00002.parquet', part('snappy')],
      ['data/train-00001-of-00002.parquet', part('groups')],
      ['data/validation-00000-of-00001.parquet', part('plain')],
      ['small/train.csv', Buffer.from(csvOf(rowsWith(['a', 'b'], 30)))],
    ]),
  } as const;
  const imported = (file: string, t: TestContext) =>
    importData({ file, columns: ['text'], label: 'kind' }, { into: temporaryFolder(t), ...silent });

  it('is fetched from its folder data, and read from the cache without the Hub', async (t) => {
    const hub = await startHub(t, [films]);
    const found = await imported('hub:people/films', t);
    assert.equal(found.task, 'films');
    const { train, validation } = openDataset(found);
    assert.deepEqual([train.length, validation.length], [120, 60]);
    assert.equal(hub.downloads().length, 3);
    process.env.HF_HUB_OFFLINE = '1';
    const before = hub.asked.length;
    assert.equal(openDataset(await imported('hub:people/films', t)).train.length, 120);
    await imported(`hub:people/films/data@${COMMIT}`, t);
    assert.equal(hub.asked.length, before);
  });

  it('may be in a folder that is named, at a revision', async (t) => {
    await startHub(t, [films]);
    const own = { file: `hub:people/films/small@${COMMIT}`, columns: ['text'], label: 'label' };
    const found = await importData(own, { into: temporaryFolder(t), ...silent });
    assert.equal(openDataset(found).train.length, 26);
  });

  it('is refused without data files, without the Hub, and by a name that is none', async (t) => {
    const empty = { ...films, files: new Map([['README.md', Buffer.from('nothing')]]) };
    await startHub(t, [empty]);
    await refusesLater(
      imported('hub:people/films', t),
      'named train',
      'people/films/data',
      'hub:OWNER/NAME/FOLDER',
    );
    await refusesLater(imported('hub:people/nothing', t), 'people/nothing', 'does not exist');
    for (const name of ['hub:', 'hub:a/b/../c', 'hub:a//b', 'hub:a/b@'])
      await refusesLater(imported(name, t), 'hub:OWNER/NAME', `'${name}'`);
    process.env.HF_HUB_OFFLINE = '1';
    await refusesLater(imported('hub:people/others', t), 'HF_HUB_OFFLINE', 'or give a data file');
  });
});
