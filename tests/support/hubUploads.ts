/** Uploads to the stand-in of the Hub, at the addresses that Hugging Face's library asks. */
import { COMMIT, json, type Reply, refusal, type StandIn, sha256, type Taker } from './hubServer';

/** A repository that can be written to. */
interface Written extends StandIn {
  commit: string;
  files: Map<string, Buffer>;
}

/** A commit that arrived. */
export interface Arrived {
  readonly repository: string;
  readonly title: string;
  /** The paths that came as large files. */
  readonly large: readonly string[];
}

export interface Uploads extends Taker {
  /** The repositories; pass them to `startHub`. */
  readonly repositories: Written[];
  readonly commits: Arrived[];
  /** Someone else's commit. */
  commitElsewhere(): void;
}

/** Large files come in parts of this size if `parts` is set. */
export interface UploadOptions {
  readonly token: string;
  readonly role?: string;
  readonly parts?: number;
  readonly repositories?: readonly string[];
}

interface Line {
  readonly key: 'header' | 'file' | 'lfsFile';
  readonly value: { readonly [name: string]: string };
}

const isLarge = (path: string): boolean => path.endsWith('.safetensors');

/** A stand-in that knows one token. It checks each hash, and each size. */
export function uploads({ token, role = 'write', parts, repositories: there = [] }: UploadOptions): Uploads {
  const repositories: Written[] = there.map((name) => madeRepository(name, true));
  const commits: Arrived[] = [];
  const objects = new Map<string, Buffer>();
  const pieces = new Map<string, Buffer>();
  const found = (name: string) => repositories.find((each) => each.name === name);

  const create = (body: Buffer): Reply => {
    const { name, organization, visibility } = JSON.parse(`${body}`);
    const full = `${organization}/${name}`;
    if (found(full)) return refusal(409, 'AlreadyExists');
    repositories.push(madeRepository(full, visibility === 'private'));
    return json({ url: `/${full}`, id: full });
  };

  const batch = (body: Buffer, storeAt: string): Reply => {
    const { objects: asked } = JSON.parse(`${body}`);
    const answers = asked.map(({ oid, size }: { oid: string; size: number }) => ({
      ...{ oid, size },
      ...(!objects.has(oid) && { actions: { upload: actionOf(oid, size, storeAt, parts) } }),
    }));
    return json({ transfer: parts === undefined ? 'basic' : 'multipart', objects: answers });
  };

  const commit = (name: string, body: Buffer): Reply => {
    const repository = found(name);
    if (!repository) return refusal(404, 'RepoNotFound');
    const lines: Line[] = `${body}`.split('\n').map((line) => JSON.parse(line));
    const { summary, parentCommit } = lines[0].value;
    if (parentCommit !== repository.commit) return refusal(412, 'Conflict');
    const arrived = lines.slice(1).map((line) => [line.value.path, bytesOf(line, objects)] as const);
    if (arrived.some(([, bytes]) => bytes === null)) return refusal(400, 'MissingObject');
    for (const [path, bytes] of arrived) if (bytes) repository.files.set(path, bytes);
    repository.commit = nextCommit(repository.commit);
    const large = lines.filter(({ key }) => key === 'lfsFile').map(({ value }) => value.path);
    commits.push({ repository: name, title: summary, large });
    return json({
      commitOid: repository.commit,
      commitUrl: `/${name}/commit/${repository.commit}`,
      success: true,
    });
  };

  return {
    repositories,
    commits,
    commitElsewhere: () => {
      for (const each of repositories) each.commit = nextCommit(each.commit);
    },
    ofHub(asked, body, storeAt) {
      const { path, method } = asked;
      if (asked.token !== `Bearer ${token}`) return refusal(401, 'InvalidToken');
      if (path === '/api/whoami-v2')
        return json({ type: 'user', name: 'me', auth: { accessToken: { role } } });
      const about = /^\/api\/models\/(.+)\/revision\//.exec(path);
      if (about && !found(about[1])) return refusal(404, 'RepoNotFound');
      if (method !== 'POST') return null;
      if (path === '/api/repos/create') return create(body);
      if (path.endsWith('/info/lfs/objects/batch')) return batch(body, storeAt);
      const [, name, what] = /^\/api\/models\/(.+)\/(preupload|commit)\/main$/.exec(path) ?? [];
      return what === 'preupload' ? modesOf(body) : what === 'commit' ? commit(name, body) : null;
    },
    ofStore({ method, path, token: sent }, body) {
      if (sent !== undefined) return refusal(400, 'TokenLeft');
      const [, oid, part] = path.split('/');
      if (method === 'PUT' && part !== undefined) {
        pieces.set(`${oid}/${part}`, body);
        return { status: 200, headers: { etag: `"${sha256(body)}"` } };
      }
      const whole = method === 'POST' ? joined(oid, JSON.parse(`${body}`), pieces) : body;
      if (sha256(whole) !== oid) return refusal(400, 'BadDigest');
      objects.set(oid, whole);
      return { status: 200 };
    },
  };
}

const madeRepository = (name: string, isPrivate: boolean): Written => ({
  ...{ kind: 'model', name, isPrivate, commit: COMMIT },
  files: new Map([['.gitattributes', Buffer.from('*.safetensors filter=lfs\n')]]),
});

const nextCommit = (commit: string): string => sha256(Buffer.from(commit)).slice(0, 40);

function modesOf(body: Buffer): Reply {
  const { files } = JSON.parse(`${body}`);
  const modes = files.map(({ path }: { path: string }) => ({
    path,
    uploadMode: isLarge(path) ? 'lfs' : 'regular',
  }));
  return json({ files: modes });
}

function actionOf(oid: string, size: number, storeAt: string, parts: number | undefined) {
  const href = `${storeAt}/${oid}`;
  if (parts === undefined) return { href };
  const count = Math.ceil(size / parts);
  const header = Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`${i + 1}`.padStart(5, '0'), `${href}/${i + 1}`]),
  );
  return { href, header: { chunk_size: `${parts}`, ...header } };
}

/** The parts of a large file in order, as far as their tags are those that were given. */
function joined(
  oid: string,
  { parts }: { readonly parts: readonly { readonly partNumber: number; readonly etag: string }[] },
  pieces: ReadonlyMap<string, Buffer>,
): Buffer {
  const known = parts.map(({ partNumber, etag }) => {
    const piece = pieces.get(`${oid}/${partNumber}`) ?? Buffer.alloc(0);
    return etag === `"${sha256(piece)}"` ? piece : Buffer.alloc(0);
  });
  return Buffer.concat(known);
}

/** The bytes of a file in a commit; null for a large file that has not arrived. */
function bytesOf({ key, value }: Line, objects: ReadonlyMap<string, Buffer>): Buffer | null {
  if (key === 'file') return Buffer.from(value.content, 'base64');
  const bytes = objects.get(value.oid);
  return bytes && bytes.length === Number(value.size) ? bytes : null;
}
