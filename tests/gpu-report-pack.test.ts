/** The GPU report in pieces for a machine without network. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { packTrees } from '../environment/gpu-report/pack/pieces';
import { reachable } from '../environment/gpu-report/pack/reachable';
import { type Sets, unpackScript } from '../environment/gpu-report/pack/unpackScript';
import { projectRoot } from '../src/paths';
import { folderOf } from './support/files';
import { temporaryFolder } from './support/store';

describe('the pieces for a machine without network', () => {
  const made = async (test: Parameters<typeof temporaryFolder>[0]) => {
    const tree = folderOf(test, {
      'a/one.txt': 'one',
      'b/two.bin': Buffer.alloc(3000, 7),
      three: 'x'.repeat(999),
    });
    const folder = temporaryFolder(test);
    const files = { webgpu: ['a/one.txt', 'three'], tensorflow: ['b/two.bin'] };
    const pack = (set: keyof Sets) =>
      packTrees([{ folder: tree, files: files[set] }], folder, 64, (i) => `piece-${set}-${i}`);
    const sets = { webgpu: await pack('webgpu'), tensorflow: await pack('tensorflow') };
    writeFileSync(join(folder, 'unpack.sh'), unpackScript(sets));
    return { tree, folder, sets };
  };
  const unpack = (folder: string, ...words: string[]) =>
    spawnSync('sh', [join(folder, 'unpack.sh'), ...words], {
      ...{ encoding: 'utf8', env: { PATH: '/usr/bin:/bin' }, cwd: folder },
    });

  it('are put together again, the first set alone or all', async (t) => {
    const { tree, folder, sets } = await made(t);
    assert.ok(sets.webgpu.length > 1 && sets.webgpu.every(({ bytes }) => bytes <= 64));
    assert.equal(unpack(folder, 'webgpu', 'first').status, 0);
    assert.deepEqual(readdirSync(join(folder, 'first')).sort(), ['a', 'three']);
    const { status, stdout } = unpack(folder, 'all', 'whole');
    assert.equal(status, 0);
    assert.match(stdout, /Start it with: sh whole\/gpu-report\.sh/);
    for (const file of ['a/one.txt', 'b/two.bin', 'three'])
      assert.deepEqual(readFileSync(join(folder, 'whole', file)), readFileSync(join(tree, file)));
  });

  it('are refused by name where one is damaged or missing', async (t) => {
    const { folder, sets } = await made(t);
    const [{ name }] = sets.webgpu;
    const bytes = readFileSync(join(folder, name));
    bytes[20] ^= 1;
    writeFileSync(join(folder, name), bytes);
    const damaged = unpack(folder, 'webgpu', 'lab');
    assert.equal(damaged.status, 1);
    assert.match(damaged.stderr, new RegExp(`^${name} is damaged.*copy it again`));
    rmSync(join(folder, name));
    assert.match(unpack(folder, 'webgpu', 'lab').stderr, new RegExp(`^${name} is missing`));
    assert.ok(!existsSync(join(folder, 'lab')));
    assert.match(unpack(folder, 'gpu').stderr, /expected webgpu or all, got 'gpu'/);
  });

  it('hold what the code requires, package by package', (t) => {
    const main = "require('./b'); require(\"thing\"); require('node:fs'); require('absent');";
    const folder = folderOf(t, {
      ...{ 'a.js': main, 'b.js': '', 'c.js': '', 'node_modules/thing/package.json': '{"main":"m.js"}' },
      ...{
        'node_modules/thing/m.js': '',
        'node_modules/thing/LICENSE': '',
        'node_modules/thing/other.js': '',
      },
    });
    const found = [...reachable([join(folder, 'a.js')])].map((file) => file.slice(folder.length + 1)).sort();
    const thing = ['LICENSE', 'm.js', 'package.json'].map((file) => `node_modules/thing/${file}`);
    assert.deepEqual(found, ['a.js', 'b.js', ...thing]);
  });

  it('are not asked for in a folder that holds something', () => {
    const command = join(projectRoot(), 'dist', 'environment', 'gpu-report.js');
    const { status, stderr } = spawnSync(process.execPath, [command, '--pack', projectRoot()], {
      encoding: 'utf8',
    });
    assert.equal(status, 1);
    assert.match(stderr, /--pack: expected an empty folder/);
  });
});
