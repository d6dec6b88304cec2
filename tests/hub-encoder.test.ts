/** Encoders of the Hugging Face Hub, in the cache that Python's library shares. */
import assert from 'node:assert/strict';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { openEncoderFolder } from '../src/encoders/folder';
import { earlyExit } from '../src/methods';
import { bringToHand } from '../src/runs/atHand';
import { hubSources } from '../src/runs/environment';
import { prepareRun } from '../src/runs/prepare';
import type { Progress, RunSurroundings } from '../src/runs/surroundings';
import { startNode } from './support/cli';
import { withEnvironment } from './support/environment';
import { refuses, refusesLater } from './support/files';
import { fixturePath } from './support/fixtures';
import { bertBase, glue } from './support/hubRepositories';
import { COMMIT, type HubServer, startHub } from './support/hubServer';
import { smallRun } from './support/smallRun';

const encoder = 'bert-base-uncased';
const needed = ['config.json', 'model.safetensors', 'tokenizer.json', 'vocab.txt'];
const silent: RunSurroundings = { say: () => undefined, onProgress: () => undefined };
const weights = fixturePath('tiny-bert/model.safetensors');

const cache = (...parts: string[]): string =>
  join(process.env.HF_HOME ?? '', 'hub', 'models--bert-base-uncased', ...parts);
const snapshot = (...parts: string[]): string => cache('snapshots', COMMIT, ...parts);

/** The only blob that is fetched from the other host. */
const largeBlob = (): string =>
  cache('blobs', readlinkSync(snapshot('model.safetensors')).split('/').pop() ?? '');

async function fetched(t: TestContext): Promise<HubServer> {
  const hub = await startHub(t, [bertBase]);
  await bringToHand({ encoder }, silent);
  return hub;
}

describe('an encoder of the Hub', () => {
  it('is fetched into the form of the cache that Python reads: a handful of files, blobs by hash, links, a ref', async (t) => {
    await fetched(t);
    assert.deepEqual(readdirSync(snapshot()).sort(), needed);
    assert.equal(readFileSync(cache('refs', 'main'), 'utf8'), COMMIT);
    assert.equal(readdirSync(cache('blobs')).length, needed.length);
    for (const file of needed) {
      assert.ok(lstatSync(snapshot(file)).isSymbolicLink());
      assert.match(readlinkSync(snapshot(file)), /^\.\.\/\.\.\/blobs\/(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
      assert.deepEqual(readFileSync(snapshot(file)), readFileSync(fixturePath(`tiny-bert/${file}`)));
    }
    assert.equal(readlinkSync(snapshot('model.safetensors')).length, '../../blobs/'.length + 64);
  });

  it('asks for nothing when it is there, and opens as a folder does', async (t) => {
    const hub = await fetched(t);
    const before = hub.asked.length;
    await bringToHand({ encoder }, silent);
    withEnvironment(t, { HF_HUB_OFFLINE: '1' });
    await bringToHand({ encoder: `${encoder}@${COMMIT}` }, silent);
    assert.equal(hub.asked.length, before);
    const [opened, folder] = [openEncoderFolder(encoder), openEncoderFolder(fixturePath('tiny-bert'))];
    assert.equal(opened.fingerprint, folder.fingerprint);
    assert.equal(opened.encoder.depth, folder.encoder.depth);
    for (const name of [`${encoder}@${COMMIT}`, snapshot()])
      assert.equal(openEncoderFolder(name).name, encoder, 'the name does not tell where the files lie');
  });

  it('keeps a revision under its name, and an owner out of the name of its runs', async (t) => {
    await startHub(t, [bertBase]);
    const name = 'google-bert/bert-base-uncased@v1';
    await bringToHand({ encoder: name }, silent);
    const folder = join(process.env.HF_HOME ?? '', 'hub', 'models--google-bert--bert-base-uncased');
    assert.deepEqual(readdirSync(join(folder, 'refs')), ['v1']);
    assert.equal(openEncoderFolder(name).name, encoder);
    refuses(() => openEncoderFolder('google-bert/bert-base-uncased'), 'bringToHand', 'config.json');
  });

  it('gives a run the id that the same files in a folder give', async (t) => {
    await fetched(t);
    const copy = join(process.env.HF_HOME ?? '', 'elsewhere', encoder);
    mkdirSync(copy, { recursive: true });
    for (const file of needed) writeFileSync(join(copy, file), readFileSync(snapshot(file)));
    const configs = [encoder, copy].map(
      (each) => prepareRun({ ...smallRun(earlyExit), encoder: each }).config,
    );
    assert.deepEqual(configs[0], configs[1]);
  });

  it('is named with its commit in the environment of a run, and so is GLUE', async (t) => {
    await startHub(t, [bertBase, glue]);
    const options = { ...smallRun(earlyExit), data: undefined, encoder };
    await bringToHand({ task: options.task, encoder }, silent);
    assert.deepEqual(hubSources(prepareRun(options)), {
      encoderFrom: `bert-base-uncased@${COMMIT}`,
      dataFrom: `nyu-mll/glue@${COMMIT}`,
    });
    assert.deepEqual(hubSources(prepareRun(smallRun(earlyExit))), {});
  });

  it('sends the token to the Hub and not to the host that a redirect leads to', async (t) => {
    const hub = await startHub(t, [bertBase]);
    withEnvironment(t, { HF_TOKEN: 'hf_secret' });
    await bringToHand({ encoder }, silent);
    const of = (host: string) =>
      new Set(hub.asked.filter((one) => one.host === host).map(({ token }) => token));
    assert.deepEqual([...of('hub')], ['Bearer hf_secret']);
    assert.deepEqual([...of('store')], [undefined]);
  });

  it('tells how many megabytes came', async (t) => {
    await startHub(t, [bertBase]);
    const told: Progress[] = [];
    const said: string[] = [];
    await bringToHand({ encoder }, { say: (line) => said.push(line), onProgress: (one) => told.push(one) });
    assert.deepEqual(told.at(-1), { label: encoder, step: 1, steps: 1, unit: 'MB' });
    assert.equal(told.filter(({ step }) => step === 1).length, 1, 'it ends once');
    assert.match(said.join('\n'), new RegExp(`${encoder}: 4 files, 1 MB, from http.*commit ${COMMIT}`));
  });
});

describe('a download that was cut', () => {
  /** The large file ends after some bytes, `times` times. */
  const cutting = (hub: HubServer, times: number) => {
    let left = times;
    hub.fault = ({ host }) => (host === 'store' && left-- > 0 ? { cutAfter: 50_000 } : undefined);
  };
  const ranges = (hub: HubServer) =>
    hub.asked.filter(({ host }) => host === 'store').map(({ range }) => range);

  it('goes on from where it was', async (t) => {
    const hub = await startHub(t, [bertBase]);
    cutting(hub, 2);
    await bringToHand({ encoder }, silent);
    assert.deepEqual(ranges(hub), [undefined, 'bytes=50000-', 'bytes=100000-']);
    assert.deepEqual(readFileSync(snapshot('model.safetensors')), readFileSync(weights));
  });

  it('gives up after some tries, and a later call goes on', async (t) => {
    const hub = await startHub(t, [bertBase]);
    let left = 5;
    hub.fault = ({ host }) => (host === 'store' && left-- > 0 ? { cutAfter: 10 } : undefined);
    await refusesLater(
      bringToHand({ encoder }, silent),
      'model.safetensors',
      '220720 bytes',
      'got 50',
      'goes on',
    );
    assert.equal(existsSync(snapshot()), false, 'nothing appears half');
    await bringToHand({ encoder }, silent);
    assert.equal(ranges(hub).at(-1), 'bytes=50-');
    assert.ok(openEncoderFolder(encoder).weights);
  });

  it('counts as cut if no byte comes', async (t) => {
    const hub = await startHub(t, [bertBase]);
    withEnvironment(t, { HF_HUB_DOWNLOAD_TIMEOUT: '0.3' });
    let left = 1;
    hub.fault = ({ host }) =>
      host === 'store' && left-- > 0 ? { cutAfter: 70_000, hangs: true } : undefined;
    await bringToHand({ encoder }, silent);
    assert.deepEqual(ranges(hub), [undefined, 'bytes=70000-']);
  });

  it('stops at an interrupt and goes on later', async (t) => {
    const hub = await startHub(t, [bertBase]);
    hub.fault = ({ host }) => (host === 'store' ? { cutAfter: 90_000, hangs: true } : undefined);
    const controller = new AbortController();
    const stopped = bringToHand({ encoder }, { ...silent, signal: controller.signal });
    while (!ranges(hub).length) await new Promise(setImmediate);
    setTimeout(() => controller.abort(), 100);
    await assert.rejects(stopped, { name: 'Interrupted' });
    hub.fault = () => undefined;
    await bringToHand({ encoder }, silent);
    assert.equal(ranges(hub).at(-1), 'bytes=90000-');
  });
});

describe('two processes that want one encoder', () => {
  it('fetch it once', async (t) => {
    const hub = await startHub(t, [bertBase]);
    const listings = () =>
      hub.asked.filter(({ path }) => path.includes('google-bert') && path.includes('/tree/'));
    const bothAsk = async () => {
      while (listings().length < 2) await wait(20);
      await wait(1000);
    };
    hub.fault = ({ host }) => (host === 'store' ? { hold: bothAsk() } : undefined);
    const words = [require.resolve('./support/bringOne'), JSON.stringify({ encoder })];
    const ended = await Promise.all([startNode(words).ended, startNode(words).ended]);
    assert.deepEqual(
      ended.map(({ code, stderr }) => (code === 0 ? '' : stderr)),
      ['', ''],
    );
    assert.match(ended.map(({ stdout }) => stdout).join(''), /another process fetches model\.safetensors/);
    const paths = hub.downloads().flatMap(({ path }) => (path.startsWith('/bert-base') ? [] : [path]));
    assert.equal(paths.length, needed.length + 1);
    assert.equal(new Set(paths).size, paths.length);
  });
});

describe('the cache', () => {
  it('may not lead out of itself', async (t) => {
    await fetched(t);
    rmSync(snapshot('config.json'));
    symlinkSync(fixturePath('tiny-bert/config.json'), snapshot('config.json'));
    await refusesLater(bringToHand({ encoder }, silent), 'config.json', 'leads out of it');
    refuses(() => openEncoderFolder(encoder), 'config.json', 'leads out of it');
  });

  it('is completed if a file is gone', async (t) => {
    const hub = await fetched(t);
    const blob = largeBlob();
    rmSync(blob);
    const before = hub.asked.filter(({ host }) => host === 'store').length;
    await bringToHand({ encoder }, silent);
    assert.equal(hub.asked.filter(({ host }) => host === 'store').length, before + 1);
    assert.ok(existsSync(blob));
  });

  it('says when it cannot be written', async (t) => {
    await startHub(t, [bertBase]);
    const file = join(process.env.HF_HOME ?? '', 'a-file');
    writeFileSync(file, '');
    withEnvironment(t, { HF_HUB_CACHE: join(file, 'hub') });
    await refusesLater(bringToHand({ encoder }, silent), 'ENOTDIR', 'HF_HUB_CACHE');
  });

  it('says when the disk is full', async (t) => {
    await fetched(t);
    const blob = largeBlob();
    rmSync(blob);
    symlinkSync('/dev/full', `${blob}.incomplete`);
    await refusesLater(bringToHand({ encoder }, silent), 'disk is full', 'ENOSPC', 'HF_HUB_CACHE');
    assert.equal(existsSync(blob), false);
    rmSync(`${blob}.incomplete`);
    await bringToHand({ encoder }, silent);
    assert.ok(existsSync(blob));
  });

  it('starts anew if a part is longer than the file', async (t) => {
    const hub = await fetched(t);
    const blob = largeBlob();
    rmSync(blob);
    writeFileSync(`${blob}.incomplete`, '');
    truncateSync(`${blob}.incomplete`, 1_000_000);
    await bringToHand({ encoder }, silent);
    assert.equal(hub.asked.at(-1)?.range, undefined);
    assert.deepEqual(readFileSync(blob), readFileSync(weights));
  });
});
