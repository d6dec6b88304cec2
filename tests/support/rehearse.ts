/**
 * `npm run rehearse`: `npm start -- --profile paper` as a person with a network runs it, with an empty cache and an empty
 * store, against the stand-in of the Hub. The connection is cut in the middle of the encoder's weights; the command is
 * given again, and goes on.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../src/paths';
import { type Ended, start } from './cli';
import { type HubServer, hubEnvironment, serveHub } from './hubServer';
import { paperEncoders } from './paperEncoders';
import { paperGlue } from './paperGlue';

const ENCODER = 'google-bert/bert-base-uncased';
const WEIGHTS = 'model.safetensors';
const rows = { train: 64, validation: 80, test: 12 };

/** Runs a command of npm, and shows what it says. */
async function npm(
  words: readonly string[],
  environment: { readonly [name: string]: string },
): Promise<Ended> {
  console.log(`\n$ npm ${words.join(' ')}`);
  const settings = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const running = start('env', [...settings, 'npm', ...words]);
  running.child.stdout?.pipe(process.stdout);
  running.child.stderr?.pipe(process.stderr);
  return running.ended;
}

/** From the first request for these bytes on, a connection ends in their middle, until the returned call. */
function cutInTheMiddle(hub: HubServer, bytes: Buffer): () => void {
  const path = `/${createHash('sha256').update(bytes).digest('hex')}`;
  const half = Math.floor(bytes.length / 2);
  hub.fault = (one) => (one.path === path ? { cutAfter: one.range === undefined ? half : 0 } : undefined);
  return () => {
    hub.fault = () => undefined;
  };
}

/** Beside bars of progress, one message for a person, which names the file; no notebook ran. */
function checkFailure({ code, stdout, stderr }: Ended): void {
  assert.equal(code, 1);
  const message = stderr
    .trim()
    .split('\n')
    .filter((line) => !/^npm |█/.test(line));
  assert.equal(message.length, 1, `expected one line on stderr, got: ${stderr}`);
  assert.match(message[0], new RegExp(`${WEIGHTS}.* before the connection failed.* goes on from there`));
  assert.ok(!stdout.includes('notebook  '), 'no notebook ran');
}

/** Every notebook of the table at the end ran and drew what it draws. */
function checkNotebooks({ code, stdout }: Ended, since: number): string {
  const table = stdout.slice(stdout.lastIndexOf('\nnotebook ')).split('\n');
  const results = table.filter((line) => /^\d+-[\w-]+ /.test(line));
  assert.equal(code, 0, `failed: ${results.filter((line) => line.includes('failed')).join('; ')}`);
  const figures = results.reduce((sum, line) => sum + Number(line.split(/\s+/).at(-1)), 0);
  const folder = join(projectRoot(), 'data', 'figures');
  const drawn = readdirSync(folder).filter(
    (file) => file.endsWith('.svg') && statSync(join(folder, file)).mtimeMs > since,
  );
  assert.ok(figures > 0 && drawn.length > 0, 'figures came out');
  return `${results.length} notebooks, ${drawn.length} figures`;
}

/** Each file was fetched once; of the one that was cut, the last request is for its second half. */
function checkDownloads(hub: HubServer, weights: Buffer): string {
  const cut = createHash('sha256').update(weights).digest('hex');
  const isCut = (path: string) => path.endsWith(`/${WEIGHTS}`) || path === `/${cut}`;
  const paths = hub.downloads().map(({ path }) => path);
  const others = paths.filter((path) => !isCut(path));
  const twice = others.filter((path, i) => others.indexOf(path) !== i);
  assert.deepEqual(twice, [], 'each file once');
  const ranges = hub.asked.filter(({ path }) => path === `/${cut}`).map(({ range }) => range);
  const half = `bytes=${Math.floor(weights.length / 2)}-`;
  assert.equal(ranges[0], undefined);
  assert.ok(ranges.length > 1 && ranges.slice(1).every((range) => range === half), `${ranges}`);
  return `${new Set(others).size} addresses once, the weights from byte 0 and from ${half}`;
}

const usage = `npm run rehearse -- [OPTIONS]

  --serve             only serve the stand-in of the Hub, until it is stopped: prints the variables of the environment
                      in which any command of the lab uses it, and then every request
  OPTIONS             any of npm start, such as --notebook 2

Runs npm start -- --profile paper twice, with an empty cache and an empty store, on small encoders with random weights
and small tasks that a server on this machine serves under the names of the Hub. The connection is cut in the middle
of the encoder's weights. Checks that the first start says so in one line; that after the second, every notebook ran
and drew its figures; and that each file was fetched once.`;

const environmentOf = (hub: HubServer, home: string) => ({
  ...hubEnvironment(hub, home),
  ...{ EARLY_EXIT_STORE: join(home, 'runs'), EARLY_EXIT_DATA: '', EARLY_EXIT_ENCODERS: '' },
  HF_HUB_DISABLE_IMPLICIT_TOKEN: '1',
});

async function serve(hub: HubServer, home: string): Promise<void> {
  for (const [name, value] of Object.entries(environmentOf(hub, home)))
    console.log(`export ${name}=${value}`);
  const stopped = new Promise<void>((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  const listed = setInterval(() => {
    for (const { host, method, path, range = '' } of hub.asked.splice(0))
      console.error(host, method, path, range);
  }, 500);
  await stopped;
  clearInterval(listed);
}

async function rehearse(hub: HubServer, home: string, weights: Buffer, words: readonly string[]) {
  const begin = Date.now();
  const npmStart = () => npm(['start', '--', '--profile', 'paper', ...words], environmentOf(hub, home));
  const restore = cutInTheMiddle(hub, weights);
  checkFailure(await npmStart());
  restore();
  const notebooks = checkNotebooks(await npmStart(), begin);
  const downloads = checkDownloads(hub, weights);
  console.log(`\n${notebooks}; ${downloads}; ${Math.round((Date.now() - begin) / 60_000)} min`);
}

async function main(words: readonly string[]): Promise<void> {
  if (words.includes('--help')) return console.log(usage);
  const encoders = paperEncoders();
  const weights = encoders.find(({ name }) => name === ENCODER)?.files.get(WEIGHTS);
  assert.ok(weights);
  const home = mkdtempSync(join(tmpdir(), 'early-exit-rehearsal-'));
  const hub = await serveHub([paperGlue(rows), ...encoders]);
  try {
    if (words.includes('--serve')) await serve(hub, home);
    else await rehearse(hub, home, weights, words);
  } finally {
    hub.close();
    rmSync(home, { recursive: true, force: true });
  }
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error instanceof assert.AssertionError ? error.message : error);
  process.exitCode = 1;
});
