/** A folder pushed to the Hub: what arrives, and what a person reads when it does not. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { type Destination, filesToPush, findDestination, type Pushing, pushFolder } from '../src/hub/push';
import { repositoryOf } from '../src/publish/modelFolder';
import { Interrupted } from '../src/runs/surroundings';
import { seededRandom } from '../src/text/random';
import { withEnvironment } from './support/environment';
import { folderOf, refuses, refusesLater } from './support/files';
import { filesIn, type HubServer, startHub } from './support/hubServer';
import { type UploadOptions, type Uploads, uploads } from './support/hubUploads';

const TOKEN = 'hf_writes';
const name = repositoryOf('me/my-model');

/** Bytes that no text has. */
function someBytes(count: number): Buffer {
  const random = seededRandom(7);
  return Buffer.from(Uint8Array.from({ length: count }, () => random.integer(256)));
}

const modelFolder = (t: TestContext): string =>
  folderOf(t, {
    'README.md': '# A model\n',
    'config.json': '{}\n',
    'exits.safetensors': someBytes(30),
    'model.safetensors': someBytes(300_001),
    '.part.tmp': 'left',
  });

interface Setting {
  readonly hub: HubServer;
  readonly taken: Uploads;
  readonly folder: string;
}

async function startUploads(t: TestContext, options: Partial<UploadOptions> = {}): Promise<Setting> {
  const taken = uploads({ token: TOKEN, ...options });
  const hub = await startHub(t, taken.repositories, taken);
  withEnvironment(t, { HF_TOKEN: TOKEN });
  return { hub, taken, folder: modelFolder(t) };
}

const pushing: Pushing = {
  ...{ name, signal: new AbortController().signal, otherwise: 'push it again' },
  ...{ say: () => undefined, onProgress: () => undefined },
};

const find = (): Promise<Destination> => findDestination(name, pushing);

const push = (folder: string, to: Destination, other: Partial<Pushing> = {}): Promise<string> =>
  pushFolder(folder, to, { title: 'A model', isPublic: false }, { ...pushing, ...other });

/** What a folder would be in the repository. */
function pushed(folder: string): Map<string, Buffer> {
  const files = filesIn(folder);
  files.delete('.part.tmp');
  return files;
}

const nothingArrived = ({ commits }: Uploads): void => assert.deepEqual(commits, []);

describe('a pushed folder', () => {
  for (const [how, parts] of [
    ['whole', undefined],
    ['in parts', 100_000],
  ] as const)
    it(`arrives byte for byte in a new private repository, large files ${how}`, async (t) => {
      const { hub, taken, folder } = await startUploads(t, { parts });
      const steps: number[] = [];
      const commit = await push(folder, await find(), { onProgress: ({ step }) => steps.push(step) });
      const [made] = taken.repositories;
      assert.deepEqual([made.name, made.isPrivate, made.commit], ['me/my-model', true, commit]);
      made.files.delete('.gitattributes');
      assert.deepEqual(made.files, pushed(folder));
      assert.deepEqual(taken.commits, [
        { repository: 'me/my-model', title: 'A model', large: ['exits.safetensors', 'model.safetensors'] },
      ]);
      assert.ok(hub.asked.every(({ host, token }) => (token === undefined) === (host === 'store')));
      assert.equal(steps.at(-1), 0, 'less than a megabyte');
    });

  it('stays on top of what was there, and sends no large file twice', async (t) => {
    const { hub, taken, folder } = await startUploads(t, { repositories: ['me/my-model'] });
    const [there] = taken.repositories;
    there.files.set('figure.svg', Buffer.from('mine'));
    await push(folder, await find());
    const stored = () => hub.asked.filter(({ host }) => host === 'store').length;
    assert.equal(stored(), 2);
    await push(folder, await find());
    assert.equal(stored(), 2);
    assert.equal(`${there.files.get('figure.svg')}`, 'mine');
    assert.equal(taken.commits.length, 2);
  });

  it('goes on after a cut', async (t) => {
    const { hub, taken, folder } = await startUploads(t);
    let left = 2;
    hub.fault = ({ host }) => (host === 'store' && left-- > 0 ? { cutAfter: 0 } : undefined);
    await push(folder, await find());
    assert.equal(taken.commits.length, 1);
    assert.deepEqual(
      taken.repositories[0].files.get('model.safetensors'),
      pushed(folder).get('model.safetensors'),
    );
  });

  it('lists the files that it has', (t) => {
    assert.deepEqual(
      filesToPush(modelFolder(t)).map(({ path, size }) => `${path} ${size}`),
      ['README.md 10', 'config.json 3', 'exits.safetensors 30', 'model.safetensors 300001'],
    );
  });
});

describe('a push that cannot be', () => {
  it('is refused before anything is sent', async (t) => {
    const { hub } = await startUploads(t);
    withEnvironment(t, { HF_TOKEN: '' });
    await refusesLater(find(), 'a token', 'got none', '/settings/tokens', 'HF_TOKEN');
    withEnvironment(t, { HF_TOKEN: 'hf_old' });
    await refusesLater(find(), '401', 'expired', hub.endpoint);
    withEnvironment(t, { HF_TOKEN: TOKEN, HF_HUB_OFFLINE: '1' });
    await refusesLater(find(), 'HF_HUB_OFFLINE', 'unset it');
    assert.equal(hub.asked.length, 1);
  });

  it('with a token that may only read, is refused at once', async (t) => {
    await startUploads(t, { role: 'read' });
    await refusesLater(find(), 'may only read', 'HF_TOKEN');
  });

  it('names a repository with its owner', () => {
    for (const to of ['my-model', 'me/my-model@v1', 'me/my-model@main', 'me/../x', 'a/b/c', ''])
      refuses(() => repositoryOf(to), 'OWNER/NAME', `'${to}'`);
  });

  it('to a host that is not there says so', async (t) => {
    await startUploads(t);
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const endpoint = `http://127.0.0.1:${(closed.address() as AddressInfo).port}`;
    closed.close();
    withEnvironment(t, { HF_ENDPOINT: endpoint });
    await refusesLater(find(), endpoint, 'ECONNREFUSED', 'push it again');
  });

  const refusals = {
    'for want of the right to write (403)': {
      where: /\/preupload\//,
      fault: { status: 403, headers: { 'x-error-message': 'not your organisation' } },
      says: ['403: not your organisation', 'right to write', 'me/my-model'],
    },
    'by a Hub that makes no repository (403)': {
      where: /\/repos\/create/,
      fault: { status: 403 },
      says: ['403', 'a name of your own'],
    },
    'by a token that expires (401)': {
      where: /\/commit\//,
      fault: { status: 401 },
      says: ['401', 'expired'],
    },
    'for a card that the Hub cannot read (400)': {
      where: /\/commit\//,
      fault: { status: 400, headers: { 'x-error-message': 'Invalid metadata in README.md' } },
      says: ['400', 'Invalid metadata in README.md', 'nothing was committed', 'push it again'],
    },
    'by a store that takes no bytes (507)': {
      where: /^\/[0-9a-f]{64}$/,
      fault: { status: 507, headers: { 'retry-after': '900' } },
      says: ['507', 'try again'],
    },
    'by a connection that is cut during the commit': {
      where: /\/commit\//,
      fault: { cutAfter: 0 },
      says: ['while the Hub made the commit', 'may be there', '/me/my-model/commits/main', 'push it again'],
    },
  } as const;
  for (const [how, { where, fault, says }] of Object.entries(refusals))
    it(`is refused ${how}, and nothing is committed`, async (t) => {
      const { hub, taken, folder } = await startUploads(t);
      const destination = await find();
      hub.fault = ({ path }) => (where.test(path) ? fault : undefined);
      await refusesLater(push(folder, destination), ...says);
      if (!('cutAfter' in fault)) nothingArrived(taken);
    });

  it('is given up after several cuts', async (t) => {
    const { hub, taken, folder } = await startUploads(t);
    const destination = await find();
    hub.fault = ({ path }) => (path.includes('/preupload/') ? { cutAfter: 0 } : undefined);
    await refusesLater(
      push(folder, destination),
      'after several tries',
      'nothing was committed',
      'push it again',
    );
    nothingArrived(taken);
  });

  it('is not made over a commit since', async (t) => {
    const { taken, folder } = await startUploads(t, { repositories: ['me/my-model'] });
    const destination = await find();
    taken.commitElsewhere();
    await refusesLater(
      push(folder, destination),
      'a commit since',
      '/me/my-model/commits/main',
      'push it again',
    );
    nothingArrived(taken);
    assert.deepEqual([...taken.repositories[0].files.keys()], ['.gitattributes']);
  });

  it('can be interrupted', async (t) => {
    const { hub, taken, folder } = await startUploads(t);
    const destination = await find();
    const stop = new AbortController();
    hub.fault = ({ host }) => {
      if (host === 'store') stop.abort();
      return undefined;
    };
    const made = push(folder, destination, { signal: stop.signal });
    await assert.rejects(
      made,
      (error) => error instanceof Interrupted && /interrupted before/.test(error.message),
    );
    nothingArrived(taken);
  });
});
