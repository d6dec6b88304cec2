/** A stand-in for the Hugging Face Hub: the addresses, headers and redirects that the lab and Python rely on. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, relative } from 'node:path';
import type { TestContext } from 'node:test';
import { withEnvironment } from './environment';
import { temporaryFolder } from './store';

export const COMMIT = '0123456789abcdef0123456789abcdef01234567';

/** A repository at one commit. */
export interface StandIn {
  readonly kind: 'model' | 'dataset';
  readonly name: string;
  readonly files: ReadonlyMap<string, Buffer>;
  /** Files from this size on are on another host, as large files are on the Hub. */
  readonly largeFrom?: number;
  readonly revisions?: readonly string[];
  /** An older name, which redirects. */
  readonly formerly?: string;
  /** The commit of its branch. */
  readonly commit?: string;
  readonly isPrivate?: boolean;
}

const commitOf = ({ commit = COMMIT }: StandIn): string => commit;

/** What takes uploads, beside the answers of this file: a reply, or null for a request that it does not know. */
export interface Taker {
  ofHub(asked: Asked, body: Buffer, storeAt: string): Reply | null;
  ofStore(asked: Asked, body: Buffer): Reply | null;
}

/** A request that came. */
export interface Asked {
  readonly host: 'hub' | 'store';
  readonly method: string;
  readonly path: string;
  readonly token?: string;
  readonly range?: string;
}

/** What goes wrong with an answer: another status, bytes that are changed, or an end after some bytes. */
export interface Fault {
  readonly status?: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: Buffer;
  readonly cutAfter?: number;
  /** No byte comes after those of `cutAfter`, and the connection stays. */
  readonly hangs?: boolean;
  /** The answer waits for it. */
  readonly hold?: Promise<void>;
}

export interface HubServer {
  readonly endpoint: string;
  readonly asked: Asked[];
  /** The requests for the bytes of files. */
  downloads(): Asked[];
  /** Set by a test: the fault of a request, if any. */
  fault: (asked: Asked) => Fault | undefined;
}

/** The files of a folder, by their paths in it. */
export function filesIn(folder: string, into = ''): Map<string, Buffer> {
  const paths = readdirSync(folder, { recursive: true }).map((path) => join(folder, `${path}`));
  const files = paths.filter((path) => statSync(path).isFile());
  return new Map(files.map((path) => [join(into, relative(folder, path)), readFileSync(path)]));
}

const gitHash = (bytes: Buffer): string =>
  createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const listening = (server: Server): Promise<string> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });

/** Starts the stand-in. It serves until it is closed. */
export async function serveHub(
  repositories: readonly StandIn[],
  taker?: Taker,
): Promise<HubServer & { close(): void }> {
  const asked: Asked[] = [];
  const noted = (host: Asked['host'], request: IncomingMessage): Asked => {
    const { method = 'GET', url = '', headers } = request;
    const one = { host, method, path: url, token: headers.authorization, range: headers.range };
    asked.push(one);
    return one;
  };
  const blobOf = (hash: string) =>
    repositories.flatMap(({ files }) => [...files.values()]).find((blob) => sha256(blob) === hash);
  const store = createServer(async (request, response) => {
    const one = noted('store', request);
    const body = await bodyOf(request).catch(() => null);
    if (body === null) return;
    const taken = isReading(one) ? null : taker?.ofStore(one, body);
    const file = blobOf(one.path.slice(1));
    void answer(one, response, taken ?? { status: file ? 200 : 404, file }, hub.fault(one));
  });
  const storeAt = await listening(store);
  const server = createServer(async (request, response) => {
    const one = noted('hub', request);
    const body = await bodyOf(request).catch(() => null);
    if (body === null) return;
    const fault = hub.fault(one);
    const taken = fault?.status === undefined ? taker?.ofHub(one, body, storeAt) : null;
    void answer(one, response, taken ?? replyTo(one, repositories, storeAt), fault);
  });
  const endpoint = await listening(server);
  const hub: HubServer & { close(): void } = {
    ...{ endpoint, asked, fault: () => undefined },
    downloads: () => asked.filter(({ host, path }) => host === 'store' || path.includes('/resolve/')),
    close() {
      for (const each of [store, server]) {
        each.closeAllConnections();
        each.close();
      }
    },
  };
  return hub;
}

const isReading = ({ method }: Asked): boolean => method === 'GET' || method === 'HEAD';

/** Starts the stand-in and an empty cache for one test, and points the environment to them. */
export async function startHub(
  t: TestContext,
  repositories: readonly StandIn[],
  taker?: Taker,
): Promise<HubServer> {
  const hub = await serveHub(repositories, taker);
  withEnvironment(t, hubEnvironment(hub, temporaryFolder(t)));
  t.after(() => hub.close());
  return hub;
}

/** The environment in which the stand-in is the Hub, and a folder its cache. */
export const hubEnvironment = ({ endpoint }: HubServer, home: string) => ({
  ...{ HF_HUB_CACHE: '', HF_HUB_OFFLINE: '', TRANSFORMERS_OFFLINE: '', HF_TOKEN: '' },
  ...{ HF_HOME: home, HF_ENDPOINT: endpoint },
});

/** An answer: a status, or a file. */
export interface Reply {
  readonly status: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: Buffer;
  readonly file?: Buffer;
}

export const refusal = (status: number, code: string): Reply => ({
  status,
  headers: { 'x-error-code': code },
});

export const json = (value: unknown): Reply => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify(value)),
});

const ADDRESS = /^\/(?:api\/)?(models\/|datasets\/)?(.+?)\/(revision|tree|resolve)\/([^/]+)\/?(.*)$/;

function replyTo({ path }: Asked, repositories: readonly StandIn[], storeAt: string): Reply {
  const [, kind = 'models/', name, what, revision, rest] =
    ADDRESS.exec(decodeURIComponent(path.split('?')[0])) ?? [];
  const ofKind = repositories.filter((each) => `${each.kind}s/` === kind);
  const old = ofKind.find(({ formerly }) => formerly === name);
  if (old) return { status: 307, headers: { location: path.replace(`/${name}/`, `/${old.name}/`) } };
  const found = ofKind.find((each) => each.name === name);
  if (!found) return refusal(401, 'RepoNotFound');
  if (![commitOf(found), 'main', ...(found.revisions ?? [])].includes(revision))
    return refusal(404, 'RevisionNotFound');
  if (what === 'revision') return json(aboutOf(found));
  if (what === 'tree') return json(treeOf(found, rest, path.includes('recursive=true')));
  const file = found.files.get(rest);
  if (!file) return refusal(404, 'EntryNotFound');
  const headers = { 'x-repo-commit': commitOf(found) };
  if (!isLarge(found, file)) return { status: 200, file, headers };
  const linked = { 'x-linked-etag': `"${sha256(file)}"`, 'x-linked-size': `${file.length}` };
  return { status: 302, headers: { ...headers, ...linked, location: `${storeAt}/${sha256(file)}` } };
}

async function answer(
  one: Asked,
  response: ServerResponse,
  reply: Reply,
  fault: Fault | undefined,
): Promise<void> {
  await fault?.hold;
  if (reply.file && fault?.status === undefined) sendFile(one, response, reply.file, reply.headers, fault);
  else {
    if (fault?.cutAfter !== undefined) return void response.destroy();
    const { status, headers, body } = fault?.status === undefined ? reply : { status: 500, ...fault };
    response.writeHead(status, headers).end(body);
  }
}

const isLarge = ({ largeFrom = 100_000 }: StandIn, bytes: Buffer): boolean => bytes.length >= largeFrom;

const aboutOf = (found: StandIn) => ({
  ...{
    _id: '1',
    id: found.name,
    modelId: found.name,
    sha: commitOf(found),
    private: found.isPrivate ?? false,
  },
  ...{ gated: false, likes: 0, downloads: 0 },
  ...{ lastModified: '2024-01-01T00:00:00.000Z', tags: [] },
  siblings: [...found.files.keys()].map((rfilename) => ({ rfilename })),
});

/** The entries of a folder: files, and folders that lie in it. */
function treeOf(found: StandIn, folder: string, recursive: boolean) {
  const start = folder === '' ? '' : `${folder}/`;
  const inside = [...found.files].filter(([path]) => path.startsWith(start));
  const isHere = (path: string) => recursive || !path.slice(start.length).includes('/');
  const folders = new Set(
    inside.filter(([path]) => !isHere(path)).map(([path]) => start + path.slice(start.length).split('/')[0]),
  );
  const files = inside.filter(([path]) => isHere(path));
  return [
    ...[...folders].map((path) => ({ type: 'directory', oid: gitHash(Buffer.from(path)), size: 0, path })),
    ...files.map(([path, bytes]) => ({
      ...{ type: 'file', oid: gitHash(bytes), size: bytes.length, path },
      ...(isLarge(found, bytes) && { lfs: { oid: sha256(bytes), size: bytes.length, pointerSize: 134 } }),
    })),
  ];
}

/** Sends bytes, from the place that a Range asks for, with the fault. */
function sendFile(
  { method, range, host }: Asked,
  response: ServerResponse,
  whole: Buffer,
  headers: OutgoingHttpHeaders = {},
  { body = whole, cutAfter, hangs }: Fault = {},
): void {
  const from = Number(/^bytes=(\d+)-/.exec(range ?? '')?.[1] ?? 0);
  const bytes = body.subarray(from);
  const etag = `"${host === 'hub' ? gitHash(whole) : sha256(whole)}"`;
  const place = from > 0 ? { 'content-range': `bytes ${from}-${body.length - 1}/${body.length}` } : {};
  const status = from === 0 ? 200 : from < body.length ? 206 : 416;
  response.writeHead(status, { ...headers, ...place, etag, 'content-length': bytes.length });
  if (method === 'HEAD') response.end();
  else if (cutAfter === undefined) response.end(bytes);
  else
    response.write(bytes.subarray(0, cutAfter), () => {
      if (!hangs) setTimeout(() => response.destroy(), 20);
    });
}
