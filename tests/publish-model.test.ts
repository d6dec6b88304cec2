/** Models with a card: the card says what the record says, and the pushed model is the trained one. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it, type TestContext } from 'node:test';
import { everyMethod, multiModel, pabee, sweet } from '../src/methods';
import { projectRoot } from '../src/paths';
import { type PublishOptions, writeModelFolder } from '../src/publish/modelFolder';
import { paperText } from '../src/publish/papers';
import { yamlLines } from '../src/publish/yaml';
import type { RunOptions } from '../src/runs/config';
import { openExported } from '../src/runs/exported';
import { readRecord } from '../src/runs/record';
import { run } from '../src/runs/run';
import { openDataset } from '../src/text/dataset';
import type { RunRecord } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { start } from './support/cli';
import { withEnvironment } from './support/environment';
import { folderOf, refusesLater } from './support/files';
import { fixturePath } from './support/fixtures';
import { bertBase, glue } from './support/hubRepositories';
import { COMMIT, filesIn, startHub } from './support/hubServer';
import { uploads } from './support/hubUploads';
import { csvOf, imports, rowsWith } from './support/ownData';
import { smallRun } from './support/smallRun';
import { temporaryFolder } from './support/store';

const silent = { say: () => undefined, onProgress: () => undefined };
const small: RunOptions = { ...smallRun(sweet), trainSize: 16, evalSize: 20, exits: [1, 3] };

interface Card {
  readonly text: string;
  readonly matter: Matter;
}

interface Matter {
  readonly [name: string]: unknown;
  readonly 'model-index': readonly { readonly results: readonly Result[] }[];
}

interface Result {
  readonly dataset: object;
  readonly metrics: readonly { readonly type: string; readonly value: number; readonly args: object }[];
}

/** YAML as Python's parser, which the Hub's libraries use, reads it. */
function parsedYaml(text: string): unknown {
  const script = 'import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin.read())))';
  const { stdout, stderr } = spawnSync('.venv/bin/python', ['-c', script], { input: text, encoding: 'utf8' });
  assert.equal(stderr, '');
  return JSON.parse(stdout);
}

/** Writes the model of a run, and reads its card. */
async function written(
  t: TestContext,
  options: RunOptions,
  store: string,
  told: Partial<PublishOptions> = {},
) {
  const folder = join(temporaryFolder(t), 'model');
  const { publication } = await writeModelFolder(
    options,
    { to: 'me/my-model', folder, ...told },
    { ...silent, store },
  );
  return { folder, record: publication.record, ...cardIn(folder) };
}

function cardIn(folder: string): Card {
  const text = readFileSync(join(folder, 'README.md'), 'utf8');
  const [start, matter] = text.split('---\n');
  assert.equal(start, '');
  return { text, matter: parsedYaml(matter) as Matter };
}

/** The cells of the first table that has a column of this name. */
function tableIn(text: string, column: string, after = ''): string[][] {
  const lines = text.slice(text.indexOf(after)).split('\n');
  const from = lines.findIndex((line) => line.startsWith('|') && line.includes(column));
  const rows = lines.slice(from + 2, lines.indexOf('', from));
  return rows.map((row) => row.slice(2, -2).split(' | '));
}

const rounded = (value: number): string => value.toFixed(4);

/** The numbers of the front matter and of the tables are those of the record. */
function checkNumbers({ matter, text }: Card, record: RunRecord): void {
  const { metrics, config } = record;
  const [{ results }] = matter['model-index'];
  assert.deepEqual(
    results[0].metrics.map(({ value, args }) => ({ value, args })),
    Object.values(metrics).flatMap((values) =>
      values.map((value, e) => ({ value, args: { exit_depth: config.exits[e], seed: config.seed } })),
    ),
  );
  assert.deepEqual(
    tableIn(text, 'share of the blocks'),
    config.exits.map((depth, e) => [
      `${depth}`,
      `${Number(((100 * depth) / config.exits[config.exits.length - 1]).toFixed(1))}%`,
      ...Object.values(metrics).map((values) => rounded(values[e])),
    ]),
  );
}

before(prepareTestBackend);

describe('a model card', () => {
  it('has the numbers, the revisions and the seeds of the records', async (t) => {
    await startHub(t, [bertBase, glue]);
    const store = temporaryFolder(t);
    const ofHub = {
      ...small,
      task: 'mrpc',
      data: undefined,
      encoder: 'bert-base-uncased',
      trainSize: 8,
      evalSize: 4,
    };
    const other = await run({ ...ofHub, seed: 5 }, { ...silent, store });
    await run({ ...ofHub, seed: 6, learningRate: 1e-3 }, { ...silent, store });
    const card = await written(t, ofHub, store, { license: 'mit', language: 'en' });
    const { matter, text, record } = card;
    checkNumbers(card, record);
    const { 'model-index': index, tags, ...told } = matter;
    assert.deepEqual(told, {
      ...{ language: 'en', license: 'mit', library_name: 'transformers', datasets: ['nyu-mll/glue'] },
      ...{ base_model: 'bert-base-uncased', metrics: ['accuracy', 'f1'] },
    });
    assert.deepEqual(index[0].results[0].dataset, {
      ...{ name: 'GLUE MRPC', type: 'nyu-mll/glue', config: 'mrpc', split: 'validation', revision: COMMIT },
      args: { examples: record.config.evalSize, fingerprint: record.config.data },
    });
    assert.match(text, new RegExp(`from \\[bert-base-uncased\\]\\(\\S+\\) at commit \`${COMMIT}\``));
    assert.match(text, /SWEET \(`sweet`\): \[Rotem et al. 2023, .*arxiv.org\/abs\/2306.02307/);
    assert.match(text, /seeds 1 and 5\./);
    const means = tableIn(text, 'accuracy', '### Over several seeds');
    const [a, b] = [record, other].map(({ metrics }) => metrics.f1[1]);
    assert.equal(means[1][2], `${rounded((a + b) / 2)} ± ${rounded(Math.abs(a - b) / Math.SQRT2)}`);
    assert.equal(means[1][0], '3');
    for (const setting of ['0.00005', `${record.config.trainSize}`, '16 at most', 'drawn with seed 1'])
      assert.ok(text.includes(setting), setting);
  });

  it("says that the data are the author's own, and names no path", async (t) => {
    const { task, data } = await imports(t, { 'reviews.csv': csvOf(rowsWith(['bad', 'good'], 60)) });
    const card = await written(t, { ...small, task, data }, temporaryFolder(t));
    const { text, matter, record } = card;
    checkNumbers(card, record);
    assert.match(text, /data of the author's own, under the name `reviews`; they are not published/);
    assert.match(text, /which a reader cannot check/);
    assert.ok(!('datasets' in matter) && !('base_model' in matter) && !('license' in matter));
    for (const path of [projectRoot(), homedir(), data, '/tmp/', '.csv'])
      assert.ok(!text.includes(path), path);
  });

  it('says what it is of a task that ships, and of exits that answer one thing', async (t) => {
    const shipped = {
      ...small,
      method: pabee,
      task: 'acceptability',
      data: undefined,
      split: 'test',
    } as const;
    const card = await written(t, { ...shipped, learningRate: 1e-9 }, temporaryFolder(t));
    checkNumbers(card, card.record);
    assert.equal(card.matter['model-index'][0].results[0].metrics[0].type, 'matthews_correlation');
    assert.match(
      card.text,
      /early-exit-lab acceptability \(SHA-256 `\w{12}`\), 20 test examples drawn with seed 1, after/,
    );
    assert.match(card.text, /written by a generator/);
    assert.match(card.text, /every example has the same answer; matthews is undefined there and counts as 0/);
  });

  it('has a paper with a link for each method, which the glossary has too', () => {
    const glossary = readFileSync(join('notebooks', 'glossary.md'), 'utf8');
    for (const method of everyMethod) {
      const [, link] = /\]\((https:\S+)\)$/.exec(paperText(method)) ?? assert.fail(method.paper);
      assert.ok(glossary.includes(link), link);
    }
    assert.equal(paperText({ paper: 'an example' }), 'an example');
  });

  it('has front matter that YAML reads as it was meant', () => {
    const value = {
      ...{
        word: 'no',
        quoted: 'a "b": c\n#d',
        list: ['1', 2.5, { deep: [['x'], -1e-7, 3e21] }],
        gone: undefined,
      },
      ...{ small: 1e-7, digits: 0.1 + 0.2, smaller: 3.25e-17, whole: 3 },
    };
    const { gone, ...kept } = value;
    assert.deepEqual(parsedYaml(yamlLines(value).join('\n')), kept);
  });
});

describe('a model folder', () => {
  it('is refused for several encoders, before any training', async (t) => {
    const [store, out] = [temporaryFolder(t), temporaryFolder(t)];
    const made = writeModelFolder(
      { ...small, method: multiModel },
      { to: 'me/my-model', folder: join(out, 'model') },
      { ...silent, store },
    );
    await refusesLater(made, 'one encoder', 'multi-model', 'which has 2');
    assert.deepEqual([readdirSync(store), readdirSync(out)], [[], []]);
  });

  it('is not written over files, and a run without weights is trained again', async (t) => {
    const store = temporaryFolder(t);
    const full = folderOf(t, { 'a.txt': 'a' });
    const { folder: record } = await run(small, { ...silent, store });
    const over = writeModelFolder(small, { to: 'me/my-model', folder: full }, { ...silent, store });
    await refusesLater(over, 'a.txt', 'another folder');
    assert.ok(!existsSync(join(record, 'weights-1.safetensors')));
    await written(t, small, store);
    assert.ok(existsSync(join(record, 'weights-1.safetensors')));
  });
});

describe('npm run publish-model', () => {
  const command = (...words: string[]) =>
    start(process.execPath, [require.resolve('../src/cli/publishModel'), ...words]).ended;

  it('shows what it would push, pushes it, and the Hub then gives the trained model', async (t) => {
    const [out, store] = [join(temporaryFolder(t), 'model'), temporaryFolder(t)];
    const taken = uploads({ token: 'hf_writes' });
    const hub = await startHub(t, taken.repositories, taken);
    const ofRun = [
      ...[
        '--method',
        'sweet',
        '--task',
        'rte',
        '--data',
        fixturePath('glue'),
        '--encoder',
        fixturePath('tiny-bert'),
      ],
      ...['--exits', '1,3', '--train-size', '16', '--epochs', '1', '--max-length', '16', '--store', store],
    ];
    const dry = await command('--to', 'me/my-model', '--out', out, ...ofRun);
    assert.equal(dry.code, 0, dry.stderr);
    assert.match(dry.stdout, /model\.safetensors +\d+\.\d kB/);
    assert.match(dry.stdout, /\| 1 \| 33\.3% \| 0\.\d{4} \|/);
    assert.ok(
      dry.stdout.includes(`npm run publish-model -- --to me/my-model --from ${out} --push\n`),
      dry.stdout,
    );
    assert.deepEqual(hub.asked, []);

    const card = join(out, 'README.md');
    writeFileSync(card, `${readFileSync(card, 'utf8')}\nEdited.\n`);
    withEnvironment(t, { HF_TOKEN: 'hf_writes' });
    const { code, stdout, stderr } = await command('--to', 'me/my-model', '--from', out, '--push');
    assert.equal(code, 0, stderr);
    const [made] = taken.repositories;
    assert.ok(stdout.includes(`${hub.endpoint}/me/my-model (new, private), commit ${made.commit}.`), stdout);
    const attributes = made.files.get('.gitattributes');
    made.files.delete('.gitattributes');
    assert.deepEqual(made.files, filesIn(out));
    made.files.set('.gitattributes', attributes ?? assert.fail());

    const model = await openExported('me/my-model', silent);
    const [id] = readdirSync(store).filter((name) => !name.startsWith('.'));
    const { evaluation } = readRecord(join(store, id));
    const { validation } = openDataset({ task: 'rte', data: fixturePath('glue') });
    assert.deepEqual((await model.evaluate(validation)).logits, evaluation.logits);
    const example = { sentence1: 'A first text.', sentence2: 'A second text.', label: 0 };
    const [exits] = await model.read([example]);
    const { depths, labels } = model.about;
    model.close();
    assert.ok(readdirSync(join(process.env.HF_HOME ?? '', 'hub')).includes('models--me--my-model'));
    const best = exits.map(({ logits }) => labels[logits[0] >= logits[1] ? 0 : 1]);
    await checkPython(
      cardIn(out).text,
      depths.map((depth, e) => `${depth} ${best[e]}`),
    );
  });

  /** Where Transformers is at hand, the code of the card gives the answers of the lab. */
  /** Python takes an empty HF_HUB_CACHE for the current folder. */
  async function checkPython(text: string, answers: readonly string[]): Promise<void> {
    const python = '.venv-bench/bin/python';
    if (!existsSync(python)) return;
    const [, code] = /```python\n([^`]*)```/.exec(text) ?? assert.fail('no Python');
    const cache = `HF_HUB_CACHE=${join(process.env.HF_HOME ?? '', 'hub')}`;
    const { code: status, stdout, stderr } = await start('env', [cache, python, '-c', code]).ended;
    assert.equal(status, 0, stderr);
    assert.deepEqual(stdout.trim().split('\n'), answers);
  }

  it('refuses words that do not go together', async (t) => {
    const folder = folderOf(t, { 'README.md': '# A' });
    const refused = async (says: RegExp, ...words: string[]) => {
      const { code, stderr } = await command(...words);
      assert.equal(code, 1);
      assert.match(stderr, says);
    };
    await refused(/--to OWNER\/NAME/, '--push');
    await refused(/OWNER\/NAME.*'mine'/, '--to', 'mine');
    await refused(/config\.json/, '--to', 'me/mine', '--from', folder);
    await refused(/got also --seed/, '--to', 'me/mine', '--from', folder, '--seed', '2');
  });
});
