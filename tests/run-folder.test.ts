/** What `src/runs/README.md` says of a run's folder is what a run leaves there. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';
import { openSafetensors } from '../src/encoders/safetensors';
import { learningToExit, sweet } from '../src/methods';
import { projectRoot } from '../src/paths';
import { run } from '../src/runs/run';
import type { RunRecord } from '../src/types';
import { smallRun } from './support/smallRun';
import { temporaryFolder } from './support/store';

const page = readFileSync(join(projectRoot(), 'src', 'runs', 'README.md'), 'utf8');

/** The names in code in the first column of the first table after a line. */
function namesAfter(line: string): string[] {
  assert.ok(page.includes(`\n${line}\n`), line);
  const rows = page.slice(page.indexOf(`\n${line}\n`)).match(/(?:^\|.*\n)+/m)?.[0] ?? '';
  const cells = rows.split('\n').map((row) => row.split('|')[1] ?? '');
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
}

/** Every name that is there is told of, and what is told of is there, but for what a run may lack. */
function assertTold(there: Iterable<string>, told: readonly string[], mayLack: readonly string[] = []): void {
  const present = [...there].sort();
  assert.deepEqual(told.filter((name) => present.includes(name) || !mayLack.includes(name)).sort(), present);
}

describe('the page about the files of a run', () => {
  const store = temporaryFolder({ after });
  const method = { ...learningToExit(sweet), name: 'sweet-of-the-page' };
  let record: RunRecord;
  let summary: { readonly [field: string]: object };

  before(async () => {
    const quiet = { store, say: () => undefined, onProgress: () => undefined };
    record = await run({ ...smallRun(method), snapshots: [2] }, quiet);
    summary = JSON.parse(readFileSync(join(record.folder, 'run.json'), 'utf8'));
  });

  it('tells of every file', () => {
    const files = readdirSync(record.folder).map((name) => name.replace(/-\d+\./, '-N.'));
    assertTold(files, namesAfter('## A finished run'));
  });

  it('tells of every field of run.json', () => {
    const { exits, ...fields } = summary;
    const inside = Object.keys(exits).map((name) => `exits.${name}`);
    assertTold([...Object.keys(fields), ...inside], namesAfter('### run.json'), ['diverged']);
  });

  it('tells of every field of the configuration', () => {
    assertTold(Object.keys(summary.config), namesAfter('The fields of `config`:'), ['constants', 'split']);
  });

  it('tells of every field of a step', () => {
    assertTold(Object.keys(record.steps[0]), namesAfter('### steps.jsonl'), ['notes']);
  });

  it('tells of every tensor of the evaluation, with its shape', () => {
    const stored = openSafetensors(join(record.folder, 'evaluation.safetensors'));
    const ofOtherMethods = ['ensemble', 'lambdas', 'policy', 'rarity'];
    assertTold(stored.names, namesAfter('### evaluation.safetensors'), ofOtherMethods);
    const [E, N, C] = [record.config.exits.length, record.config.evalSize, record.evaluation.classes];
    assert.deepEqual(stored.floats('logits').shape, [E, N, C]);
    assert.deepEqual(stored.floats('gates').shape, [E, N]);
    assert.deepEqual(stored.integers('labels').shape, [N]);
  });

  it('gives code that makes the digest of an id', () => {
    const code = page.match(/```js\n(.*?)```/s)?.[1] ?? assert.fail('no code');
    const digestOf = (config: object): unknown =>
      runInNewContext(`${code}; digest`, { config, require: createRequire(__filename) });
    const shipped = join(projectRoot(), 'data', 'records', 'real', 'runs.json');
    const { runs } = JSON.parse(readFileSync(shipped, 'utf8'));
    for (const { id, config } of [record, ...runs]) assert.equal(id.slice(-12), digestOf(config), id);
  });
});
