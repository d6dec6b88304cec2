import assert from 'node:assert/strict';
import { cpSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openEncoderFolder } from '../src/encoders/folder';
import { openDataset } from '../src/text/dataset';
import { whileUnchanged } from '../src/unchanged';
import { refuses } from './support/files';
import { fixturePath } from './support/fixtures';
import { temporaryFolder } from './support/store';

describe('what is computed of files', () => {
  it('is computed again when one of them changes, comes or goes, even with size and time as they were', (t) => {
    const folder = temporaryFolder(t);
    const [a, b] = ['a', 'b'].map((name) => join(folder, name));
    const time = new Date(1e12);
    const write = (file: string, text: string) => {
      writeFileSync(`${file}.new`, text);
      renameSync(`${file}.new`, file);
      utimesSync(file, time, time);
    };
    const kept = whileUnchanged<number>();
    let times = 0;
    const value = () => kept('key', folder, () => ++times);
    write(a, 'one');
    assert.deepEqual([value(), value()], [1, 1]);
    write(a, 'two');
    assert.deepEqual([value(), value()], [2, 2]);
    write(b, '');
    assert.deepEqual([value(), value()], [3, 3]);
    rmSync(b);
    assert.deepEqual([value(), value()], [4, 4]);
    rmSync(folder, { recursive: true });
    assert.deepEqual([value(), value()], [5, 6]);
  });

  it('is not remembered where it failed, nor for long', (t) => {
    const folder = temporaryFolder(t);
    const kept = whileUnchanged<number>();
    assert.throws(() =>
      kept('key', folder, () => {
        throw new Error('no');
      }),
    );
    assert.equal(
      kept('key', folder, () => 1),
      1,
    );
    for (const other of ['a', 'b', 'c', 'd']) kept(other, folder, () => 0);
    assert.equal(
      kept('key', folder, () => 2),
      2,
    );
  });

  it('an edited task and an edited encoder are other ones, and no example can be changed in memory', (t) => {
    const folder = temporaryFolder(t);
    cpSync(fixturePath('glue'), join(folder, 'glue'), { recursive: true });
    cpSync(fixturePath('tiny-bert'), join(folder, 'tiny-bert'), { recursive: true });
    const open = () => openDataset({ task: 'rte', data: join(folder, 'glue') });
    const before = open();
    assert.equal(open(), before);
    assert.throws(() => Object.assign(before.train[0], { label: 1 - before.train[0].label }), TypeError);
    assert.throws(() => (before.train as unknown[]).pop(), TypeError);
    const header = 'index\tsentence1\tsentence2\tlabel\n';
    writeFileSync(join(folder, 'glue', 'RTE', 'train.tsv'), `${header}0\ta\tb\tentailment\n`);
    assert.notEqual(open().fingerprint, before.fingerprint);
    const encoder = openEncoderFolder(join(folder, 'tiny-bert'));
    writeFileSync(join(folder, 'tiny-bert', 'tokenizer.json'), '{}');
    const edited = openEncoderFolder(join(folder, 'tiny-bert'));
    assert.notEqual(edited.fingerprint, encoder.fingerprint);
    refuses(() => edited.tokenizer(), 'tokenizer.json');
  });
});
