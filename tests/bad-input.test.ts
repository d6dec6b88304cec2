import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { start, type TrainOptions, train } from './support/cli';
import { folderOf } from './support/files';
import { fixturePath } from './support/fixtures';
import { temporaryFolder } from './support/store';

/** Every file below `folder` with a digest of its bytes, but for the locks: they are empty and stay. */
function contents(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.startsWith('.locks'))
    .sort();
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  const digest = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
  return Object.fromEntries(files.map((name) => [name, digest(name)]));
}

/** A copy of a fixture folder with one file changed. */
function damaged(
  test: TestContext,
  fixture: string,
  file: string,
  change: (text: string) => string | Uint8Array,
): string {
  const folder = join(temporaryFolder(test), 'copy');
  cpSync(fixturePath(fixture), folder, { recursive: true });
  writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')));
  return folder;
}

/** Changes the 17th line of a text. */
const line17 = (change: (line: string) => string) => (text: string) =>
  text
    .split('\n')
    .map((line, i) => (i === 16 ? change(line) : line))
    .join('\n');

/** The small BERT with its tensors' header rewritten, the bytes after it left as they are. */
function withHeader(test: TestContext, change: (header: Record<string, Entry>) => void): string {
  const bytes = readFileSync(fixturePath('tiny-bert', 'model.safetensors'));
  const length = Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.toString('utf8', 8, 8 + length));
  change(header);
  const text = Buffer.from(JSON.stringify(header));
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(text.length));
  const whole = Buffer.concat([size, text, bytes.subarray(8 + length)]);
  return damaged(test, 'tiny-bert', 'model.safetensors', () => whole);
}

interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

/** No test asks the Hugging Face Hub. */
process.env.HF_HUB_OFFLINE = '1';

const someTensor = 'encoder.layer.2.intermediate.dense.weight';

interface BadInput {
  readonly title: string;
  readonly says: RegExp;
  options(test: TestContext): TrainOptions;
}

const fixed = (title: string, options: TrainOptions, says: RegExp): BadInput => ({
  title,
  says,
  options: () => options,
});

const cosee = (title: string, options: TrainOptions, says: RegExp): BadInput =>
  fixed(title, { method: 'cosee', ...options }, says);

function writeThresholds(test: TestContext, text: string): string {
  const file = join(temporaryFolder(test), 't.json');
  writeFileSync(file, text);
  return file;
}

const thresholds = (title: string, text: string, says: RegExp): BadInput => ({
  title,
  says,
  options: (test) => ({ method: 'cosee', thresholds: writeThresholds(test, text) }),
});

const rteFile = (
  title: string,
  file: 'train.tsv' | 'dev.tsv',
  change: (text: string) => string | Uint8Array,
  says: RegExp,
): BadInput => ({ title, says, options: (test) => ({ data: damaged(test, 'glue/RTE', file, change) }) });

const encoderFile = (
  title: string,
  file: string,
  change: (text: string) => string | Uint8Array,
  says: RegExp,
): BadInput => ({ title, says, options: (test) => ({ encoder: damaged(test, 'tiny-bert', file, change) }) });

const tensors = (title: string, change: (header: Record<string, Entry>) => void, says: RegExp): BadInput => ({
  title,
  says,
  options: (test) => ({ encoder: withHeader(test, change) }),
});

const inputs: readonly BadInput[] = [
  fixed('an unknown task', { task: 'haiku' }, /haiku/),
  fixed('an unknown option', { frobnicate: true }, /frobnicate/),
  fixed('an unknown method', { method: 'late-exit' }, /early-exit.*late-exit/),
  fixed('an unknown encoder', { encoder: 'nobody' }, /nobody.*HF_HUB_OFFLINE/),
  fixed('no such data folder', { data: '/nowhere/at/all' }, /\/nowhere\/at\/all/),
  fixed('an option without its number', { lr: 'fast' }, /--lr.*number.*'fast'/),
  fixed('no epochs', { epochs: '0' }, /epochs.*1 or more.*0/),
  fixed('half a batch', { batch: '1.5' }, /batch.*whole number.*1\.5/),
  fixed('a size with a minus before it', { 'train-size': '-5' }, /trainSize.*1 or more.*-5/),
  fixed('no examples', { 'train-size': '0' }, /trainSize.*1 or more.*0/),
  fixed('a dropout of everything', { dropout: '1' }, /dropout.*\[0, 1\).*1/),
  fixed('a length with no room for words', { 'max-length': '2' }, /max.length.*2/i),
  fixed('a pooler of no kind', { pooler: 'deep' }, /shared, per-exit, none.*'deep'/),
  cosee('a negative beta0', { beta0: '-1' }, /beta0.*0 or more.*-1/),
  cosee('an alpha that is no number', { alpha: 'much' }, /--alpha.*number.*'much'/),
  cosee('no thresholds at a step', { 'thresholds-per-step': '0' }, /thresholds.*a positive integer.*0/),
  cosee(
    "a margin beyond the signal's range",
    { signal: 'softmax', margin: '0.6' },
    /margin.*less than 0\.5.*0\.6/,
  ),
  cosee('an unknown signal', { signal: 'hunch' }, /--signal.*energy, entropy, softmax.*'hunch'/),
  cosee('an average of no kind', { average: 'some' }, /--average.*contributing, internal.*'some'/),
  cosee('one exit', { exits: '5' }, /2 exits or more.*1/),
  cosee('no such file of thresholds', { thresholds: '/nowhere/t.json' }, /\/nowhere\/t\.json/),
  thresholds('thresholds that are no JSON', '[[0.1', /t\.json.*JSON.*\[\[0\.1/),
  thresholds('thresholds that are no lists', '{"a": 1}', /t\.json.*list of numbers.*"a"/),
  thresholds('thresholds that are no numbers', '[[0.1], ["low"]]', /t\.json.*list of numbers.*low.*step 2/),
  thresholds('no thresholds at all', '[]', /thresholds.*got none/),
  thresholds('more thresholds at one step than at another', '[[0.1], [0.1, 0.2]]', /1 numbers.*0\.2.*step 2/),
  thresholds('thresholds for fewer steps', '[[0.1]]', /each of 2 steps.*1/),
  thresholds('thresholds for more steps', '[[0.1], [0.1], [0.1]]', /each of 2 steps.*3/),
  {
    title: 'thresholds and how many to draw',
    says: /--thresholds-per-step or --thresholds.*both/,
    options: (test) => ({
      method: 'cosee',
      'thresholds-per-step': '5',
      thresholds: writeThresholds(test, '[]'),
    }),
  },
  fixed('an option of COSEE beside another method', { margin: '0.1' }, /--margin.*--method cosee.*sweet/),
  fixed(
    'a method of COSEE by its name with its options',
    { method: 'vanilla', beta0: '1' },
    /--beta0.*vanilla/,
  ),
  {
    title: 'COSEE on a task of numbers',
    says: /2 classes or more.*a regression task/,
    options(test) {
      const rows =
        'index\tgenre\tfilename\tyear\told_index\tsource1\tsource2\tsentence1\tsentence2\tscore\n0\tg\tf\t1\t2\ts\ts\ta b\tc d\t2.5\n';
      return { method: 'cosee', task: 'sts-b', data: folderOf(test, { 'train.tsv': rows, 'dev.tsv': rows }) };
    },
  },
  fixed('exits not increasing', { exits: '3,1' }, /increasing.*3, 1/),
  fixed('exits twice the same', { exits: '3,3' }, /increasing.*3, 3/),
  fixed('an exit deeper than the encoder', { exits: '1,6' }, /up to 5.*1, 6/),
  fixed('an exit at depth 0', { exits: '0,5' }, /from 1.*0, 5/),
  fixed('exits that are no numbers', { exits: '1,,5' }, /exits/),
  rteFile(
    'a missing column',
    'train.tsv',
    (text) => text.replace('sentence2', 'other'),
    /train\.tsv.*'sentence2'/,
  ),
  rteFile('an empty file', 'dev.tsv', () => '', /dev\.tsv.*empty/),
  rteFile('a header and nothing else', 'dev.tsv', (text) => text.split('\n')[0], /dev\.tsv.*none/),
  rteFile(
    'a label out of range',
    'train.tsv',
    line17((line) => line.replace(/\w+$/, 'maybe')),
    /train\.tsv:17:.*'maybe'/,
  ),
  rteFile(
    'a ragged row',
    'train.tsv',
    line17((line) => `${line}\tmore`),
    /train\.tsv:17:.*4.*5/,
  ),
  rteFile(
    'a row cut short',
    'dev.tsv',
    line17(() => '15\tNo label'),
    /dev\.tsv:17:.*4.*2/,
  ),
  rteFile(
    'bytes that are no UTF-8',
    'dev.tsv',
    () => Buffer.from([0x61, 0xff, 0xfe, 0x0a]),
    /dev\.tsv.*UTF-8/,
  ),
  encoderFile(
    'a tokenizer that does not fit the encoder',
    'tokenizer.json',
    (text) => text.replace('"a": 6,', '"a": 106,'),
    /tokenizer.*106.*97/,
  ),
  encoderFile(
    'a configuration that is no JSON',
    'config.json',
    () => '{"hidden_size": 36',
    /config\.json.*JSON/,
  ),
  encoderFile(
    'a configuration of another model',
    'config.json',
    (t) => t.replace('"bert"', '"albert"'),
    /config\.json.*bert.*albert/,
  ),
  encoderFile(
    'a size that is none',
    'config.json',
    (t) => t.replace('"hidden_size": 36', '"hidden_size": "big"'),
    /hidden_size.*"big"/,
  ),
  encoderFile(
    'sizes that the tensors do not have',
    'config.json',
    (t) => t.replace('"intermediate_size": 52', '"intermediate_size": 53'),
    /53.*52/,
  ),
  encoderFile('no safetensors file', 'model.safetensors', () => 'PK', /model\.safetensors/),
  {
    title: 'a truncated safetensors file',
    says: /model\.safetensors/,
    options: (test) => {
      const folder = damaged(test, 'tiny-bert', 'config.json', (text) => text);
      truncateSync(join(folder, 'model.safetensors'), 100_000);
      return { encoder: folder };
    },
  },
  encoderFile(
    'a safetensors header larger than the file',
    'model.safetensors',
    () => Buffer.concat([Buffer.from([0xff, 0xff, 0xff, 0, 0, 0, 0, 0]), Buffer.from('{"a":1}')]),
    /model\.safetensors.*header.*16777215/,
  ),
  tensors(
    'overlapping offsets',
    (header) => {
      const [begin, end] = header[someTensor].data_offsets;
      header[someTensor].data_offsets = [begin - 4, end - 4];
    },
    /model\.safetensors.*overlaps/,
  ),
  tensors(
    'offsets beyond the file',
    (header) => {
      const last = Object.values(header).sort(
        (a, b) => (b.data_offsets?.[1] ?? 0) - (a.data_offsets?.[1] ?? 0),
      )[0];
      last.shape = [last.shape[0], 1e6];
      last.data_offsets[1] = last.data_offsets[0] + 4e6 * last.shape[0];
    },
    /model\.safetensors.*beyond/,
  ),
  tensors(
    'a wrong dtype',
    (header) => {
      header[someTensor].dtype = 'I32';
    },
    /model\.safetensors.*F32.*I32/,
  ),
  tensors(
    'a missing tensor',
    (header) => {
      header.renamed = header[someTensor];
      delete header[someTensor];
    },
    /model\.safetensors.*encoder\.layer\.2\.intermediate\.dense\.weight/,
  ),
  fixed(
    'heads of another width',
    { heads: fixturePath('minilm-heads.safetensors') },
    /exits\.0\.weight.*36.*384/,
  ),
  fixed(
    'heads for fewer exits',
    { heads: fixturePath('tiny-heads.safetensors'), exits: '1,2,3,4' },
    /exits\.3\.weight/,
  ),
  fixed('a store that is a file', { store: fixturePath('tiny.json') }, /tiny\.json/),
];

describe('bad input gives one clear line, a non-zero exit, and harms nothing', () => {
  const store = temporaryFolder({ after });
  const small = {
    exits: '1,5',
    'train-size': '32',
    'eval-size': '8',
    epochs: '1',
    'max-length': '16',
    store,
  };
  let kept: ReturnType<typeof contents>;

  before(async () => {
    const { code, stderr } = await train(small).ended;
    assert.equal(code, 0, stderr);
    kept = contents(store);
  });

  async function refuses(options: TrainOptions, says: RegExp): Promise<void> {
    const { code, stdout, stderr } = await train({ ...small, ...options }).ended;
    const said = stderr
      .split('\n')
      .filter((line) => line !== '' && !/^(Backend: |WARNING: All log|[IW]0000 )/.test(line));
    assert.equal(said.length, 1, stderr);
    assert.match(said[0], says);
    assert.equal(code, 1, stderr);
    assert.equal(stdout, '');
    assert.deepEqual(contents(store), kept);
  }

  for (const { title, says, options } of inputs) it(title, async (test) => refuses(options(test), says));

  it('a backend that is none', async () => {
    process.env.EARLY_EXIT_BACKEND = 'abacus';
    try {
      await refuses({ seed: '2' }, /EARLY_EXIT_BACKEND.*abacus/);
    } finally {
      delete process.env.EARLY_EXIT_BACKEND;
    }
  });

  it('a record from another version, or cut short', async (test) => {
    const [record] = readdirSync(store).filter((name) => !name.startsWith('.'));
    const copyWith = (file: string, change: (text: string) => string) => {
      const copy = join(temporaryFolder(test), 'store');
      cpSync(store, copy, { recursive: true });
      const path = join(copy, record, file);
      writeFileSync(path, change(readFileSync(path, 'utf8')));
      return copy;
    };
    const refusesCopy = async (copy: string, says: RegExp) => {
      const before = contents(copy);
      await refuses({ store: copy }, says);
      assert.deepEqual(contents(copy), before);
    };
    const version = (text: string) => text.replace(/"format": \d+/, '"format": 99');
    await refusesCopy(copyWith('run.json', version), /run\.json.*format \d+.*99/);
    await refusesCopy(
      copyWith('run.json', (text) => text.slice(0, 200)),
      /run\.json/,
    );
    await refusesCopy(
      copyWith('steps.jsonl', (text) => text.slice(0, -20)),
      /steps\.jsonl:2/,
    );
    await refusesCopy(
      copyWith('evaluation.safetensors', (text) => text.slice(0, 60)),
      /evaluation\.safetensors/,
    );
  });

  it('a folder in the place of the record', async (test) => {
    const copy = join(temporaryFolder(test), 'store');
    cpSync(store, copy, { recursive: true });
    const [record] = readdirSync(copy).filter((name) => !name.startsWith('.'));
    rmSync(join(copy, record, 'run.json'));
    await refuses({ store: copy }, /complete record.*run\.json/);
  });

  it('a full disk, where one can be had', async (test) => {
    const disk = join(temporaryFolder(test), 'disk');
    mkdirSync(disk);
    const inside = (script: string) => ['--user', '--map-root-user', '--mount', 'sh', '-c', script];
    const mount = `mount -t tmpfs -o size=2m none ${disk}`;
    if (spawnSync('unshare', inside(mount)).status !== 0)
      return test.skip('no file system can be mounted here');
    const command = (seed: number) =>
      [process.execPath, require.resolve('../src/cli/train'), '--method', 'sweet', '--task', 'rte', '--data']
        .concat(fixturePath('glue'), '--encoder', fixturePath('tiny-bert'), '--exits', '1,5', '--epochs', '1')
        .concat('--train-size', '32', '--eval-size', '8', '--max-length', '16', '--checkpoint-seconds', '0')
        .concat('--store', disk, '--seed', `${seed}`)
        .join(' ');
    const script = [
      mount,
      `${command(1)} >/dev/null 2>&1 || exit 3`,
      `cd ${disk} && find . -type f -not -path './.locks/*' | sort | xargs sha256sum >../before`,
      `head -c 1600k /dev/zero >filling`,
      `${command(2)} && exit 4`,
      `rm filling && find . -type f -not -path './.unfinished/*' -not -path './.locks/*' | sort | xargs sha256sum | diff - ../before || exit 5`,
      `${command(2)} >/dev/null 2>&1 || exit 6`,
    ].join('\n');
    const { code, stdout, stderr } = await start('unshare', inside(script)).ended;
    assert.equal(code, 0, stderr);
    assert.equal(stdout, '');
    assert.match(stderr.trim().split('\n').at(-1) ?? '', /ENOSPC/);
    assert.doesNotMatch(stderr, /\n {4}at /);
  });
});
