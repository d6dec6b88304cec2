/** What keeps src/ readable: no file needs itself, and none is long. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, it } from 'node:test';
import { projectRoot } from '../src/paths';
import { cycles, importsOf, sourceFiles } from './support/imports';

const LINES = 150;

/** Files that may be longer, and why. */
const excused: { readonly [file: string]: string } = {
  'analysis/index.ts': 'the table of contents: what is computed of records',
  'analysis/temperature.ts': 'the fit, its slopes and what it refuses are read together',
  'index.ts': 'the table of contents: every public name',
  'ops/activations.ts': 'a table of activations, each with its slope',
  'runs/prepare.ts': 'all that is opened before a run',
  'runs/unfinished.ts': 'one class: a run under way',
  'text/jsonl.ts': 'one file format, and what is refused of it',
  'text/tasks.ts': 'a table of the tasks of GLUE',
  'training/graph.ts': 'one class builds a graph, one runs it',
  'training/sizes.ts': 'one class: the numbers that depend on the sizes of the fed batch',
};

const src = join(projectRoot(), 'src');
const files = sourceFiles(src);
const shown = (file: string): string => relative(src, file);

describe('src/', () => {
  it('has no files that import one another', () => {
    const within = (file: string) => importsOf(file).filter((other) => files.includes(other));
    const rings = cycles(files, within).map((ring) => ring.map(shown).join(' -> '));
    assert.deepEqual(rings, []);
  });

  it(`has no file of more than ${LINES} lines without a reason`, () => {
    const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length - 1 > LINES).map(shown);
    assert.deepEqual(long.sort(), Object.keys(excused).sort());
  });
});

describe('a ring of imports', () => {
  const importsBy = (graph: { readonly [file: string]: readonly string[] }) => (file: string) => graph[file];

  it('is found once, wherever it is entered', () => {
    const graph = { start: ['b', 'd'], a: ['b'], b: ['c'], c: ['a'], d: ['a', 'd'] };
    assert.deepEqual(cycles(Object.keys(graph), importsBy(graph)), [['a', 'b', 'c'], ['d']]);
  });

  it('is none where ways meet again', () => {
    const graph = { a: ['b', 'c'], b: ['d'], c: ['d'], d: [] };
    assert.deepEqual(cycles(Object.keys(graph), importsBy(graph)), []);
  });
});
