/** What the Hub may answer instead of a file, and what a person then reads. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { bringToHand } from '../src/runs/atHand';
import type { RunSurroundings } from '../src/runs/surroundings';
import { withEnvironment } from './support/environment';
import { refusesLater } from './support/files';
import { bertBase } from './support/hubRepositories';
import { COMMIT, type Fault, type HubServer, type StandIn, startHub } from './support/hubServer';

const encoder = 'bert-base-uncased';
const silent: RunSurroundings = { say: () => undefined, onProgress: () => undefined };
const bring = (name: string = encoder) => bringToHand({ encoder: name }, silent);
const snapshots = (): string =>
  join(process.env.HF_HOME ?? '', 'hub', 'models--bert-base-uncased', 'snapshots');
const blobs = (): string[] => readdirSync(join(snapshots(), '..', 'blobs'));

/** The fault of every answer for the large file's bytes. */
const onStore = (hub: HubServer, fault: Fault): void => {
  hub.fault = ({ host }) => (host === 'store' ? fault : undefined);
};

/** The fault of the first `times` answers of the Hub. */
const atFirst = (hub: HubServer, times: number, fault: Fault): void => {
  let left = times;
  hub.fault = ({ host }) => (host === 'hub' && left-- > 0 ? fault : undefined);
};

describe('an answer of the Hub', () => {
  it('401 means a missing or a private repository', async (t) => {
    await startHub(t, [bertBase]);
    await refusesLater(
      bring('no-such-encoder'),
      'no-such-encoder',
      '401',
      'HF_TOKEN',
      'minilm-l6',
      'a folder',
    );
    withEnvironment(t, { HF_TOKEN: 'hf_old' });
    await refusesLater(bring('no-such-encoder'), '401', 'may have expired');
  });

  it('403 means a gated repository', async (t) => {
    const hub = await startHub(t, [bertBase]);
    atFirst(hub, 9, { status: 403, headers: { 'x-error-code': 'GatedRepo' } });
    await refusesLater(bring(), 'accept the terms', `${hub.endpoint}/bert-base-uncased`, 'HF_TOKEN');
  });

  it('404 means a revision or a repository that does not exist', async (t) => {
    const hub = await startHub(t, [bertBase]);
    await refusesLater(bring(`${encoder}@v9`), "a commit 'v9'", encoder, '/tree/main lists them');
    atFirst(hub, 9, { status: 404 });
    await refusesLater(bring(), 'does not exist', encoder);
  });

  it('429 is waited for as long as the Hub asks, and this is said', async (t) => {
    const hub = await startHub(t, [bertBase]);
    atFirst(hub, 1, { status: 429, headers: { 'retry-after': '2' } });
    const said: string[] = [];
    const start = performance.now();
    await bringToHand({ encoder }, { ...silent, say: (line) => said.push(line) });
    assert.ok(performance.now() - start >= 1990);
    assert.match(said[0], /asks the Hub again in 2 s/);
  });

  it('429 for too long is an error at once', async (t) => {
    const hub = await startHub(t, [bertBase]);
    atFirst(hub, 9, { status: 429, headers: { 'retry-after': '3600' } });
    await refusesLater(bring(), '429', '60 min', 'HF_TOKEN');
    assert.equal(hub.asked.length, 1);
  });

  it('the wait can be interrupted', async (t) => {
    const hub = await startHub(t, [bertBase]);
    atFirst(hub, 9, { status: 429, headers: { 'retry-after': '200' } });
    await assert.rejects(bringToHand({ encoder }, { ...silent, signal: AbortSignal.timeout(200) }), {
      name: 'Interrupted',
    });
  });

  it('500 is tried again, a few times', async (t) => {
    const hub = await startHub(t, [bertBase]);
    atFirst(hub, 2, { status: 503, headers: { 'retry-after': '0' } });
    await bring();
    hub.asked.length = 0;
    atFirst(hub, 99, { status: 503, headers: { 'retry-after': '0' } });
    await refusesLater(bring(`${encoder}@v1`), '503', '5 tries');
    assert.equal(hub.asked.length, 5);
  });

  it('a web page instead of JSON is named', async (t) => {
    const hub = await startHub(t, [bertBase]);
    atFirst(hub, 9, { status: 200, body: Buffer.from('<html>Sign in to the network</html>') });
    await refusesLater(bring(), 'JSON', 'HF_ENDPOINT');
  });
});

describe('bytes that are not the file', () => {
  const wrong = Buffer.alloc(220_720, 1);

  it('of another hash are removed', async (t) => {
    const hub = await startHub(t, [bertBase]);
    onStore(hub, { body: wrong });
    await refusesLater(bring(), 'model.safetensors', 'hash', 'removed');
    assert.equal(existsSync(snapshots()), false);
    assert.equal(blobs().length, 3, 'the small files, and no part');
    hub.fault = () => undefined;
    await bring();
    assert.deepEqual(readdirSync(snapshots()), [COMMIT]);
  });

  it('that are too many are removed', async (t) => {
    const hub = await startHub(t, [bertBase]);
    onStore(hub, { body: Buffer.concat([wrong, wrong]) });
    await refusesLater(bring(), 'model.safetensors', '220720 bytes', 'got more');
    assert.equal(blobs().length, 3);
  });

  it('that are too few are an error', async (t) => {
    const hub = await startHub(t, [bertBase]);
    onStore(hub, { body: wrong.subarray(0, 1000) });
    await refusesLater(bring(), '416', 'there are none');
    assert.equal(existsSync(snapshots()), false);
  });
});

describe('without the Hub', () => {
  it('HF_HUB_OFFLINE asks for nothing, and the error names the files and where to put them', async (t) => {
    const hub = await startHub(t, [bertBase]);
    withEnvironment(t, { HF_HUB_OFFLINE: '1' });
    const words = [
      'HF_HUB_OFFLINE',
      'config.json, tokenizer.json and model.safetensors',
      'models--bert-base-uncased',
    ];
    await refusesLater(bring(), encoder, 'into a folder', ...words);
    await refusesLater(
      bringToHand({ task: 'sst-2' }, silent),
      'SST-2/train.tsv',
      'SST-2/dev.tsv',
      '--data DIR',
    );
    assert.equal(hub.asked.length, 0);
  });

  it('a host that is not there is one error, at once', async (t) => {
    await startHub(t, [bertBase]);
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.close();
    await once(server, 'close');
    withEnvironment(t, { HF_ENDPOINT: endpoint });
    await refusesLater(bring(), endpoint, 'ECONNREFUSED', 'config.json', 'HF_ENDPOINT');
  });
});

describe('a repository without an encoder', () => {
  it('is refused with what it has', async (t) => {
    const files = new Map([...bertBase.files].filter(([path]) => !/\.(?:bin|safetensors)$/.test(path)));
    const other: StandIn = { ...bertBase, files };
    await startHub(t, [other]);
    await refusesLater(bring(), 'model.safetensors or pytorch_model.bin', 'tf_model.h5', 'no other format');
  });

  it('has weights in parts, or in the older format', async (t) => {
    const { files } = bertBase;
    const parts = ['model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors'];
    const sharded = new Map(
      [...files]
        .filter(([path]) => path !== 'model.safetensors')
        .concat([...parts, 'model.safetensors.index.json'].map((path) => [path, Buffer.from(path)])),
    );
    await startHub(t, [{ ...bertBase, files: sharded }]);
    await bring();
    const found = readdirSync(join(snapshots(), COMMIT)).filter((file) => file.startsWith('model'));
    assert.deepEqual(found.sort(), [...parts, 'model.safetensors.index.json']);
    const older = new Map([...files].filter(([path]) => path !== 'model.safetensors'));
    await startHub(t, [{ ...bertBase, files: older }]);
    await bring();
    assert.ok(existsSync(join(snapshots(), COMMIT, 'pytorch_model.bin')));
  });
});
