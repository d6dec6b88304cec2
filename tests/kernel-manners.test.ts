/** How the kernel meets a person: its messages, what it offers while one writes, and what it says of itself. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { encoderNames } from '../src/encoders/place';
import { methodByName } from '../src/methods';
import { offeredEncoders, offeredMethods, offeredTasks } from '../src/offeredNames';
import { glueTasks, shippedTaskNames } from '../src/text/tasks';
import { askKernel } from './support/askKernel';

const folder = mkdtempSync(join(tmpdir(), 'early-exit-elsewhere-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const imports = { execute: "import { LabError, methodByName, run, sweep, sweet } from 'early-exit-lab';" };

describe('a cell that fails', () => {
  /** What cells write, the last of which fails. */
  const failing = (...cells: string[]): string => {
    const replies = askKernel('notebooks', [imports, ...cells.map((execute) => ({ execute }))]);
    assert.deepEqual(
      replies.map(({ status }) => status),
      ['ok', ...cells.slice(1).map(() => 'ok'), 'error'],
    );
    return replies[replies.length - 1].written;
  };

  it('shows its own lines as they were written, and those of earlier cells, and no others', () => {
    const define =
      'interface Unused {}\n\nfunction tell(n: number): void {\n  if (n > 1)\n    throw new Error(String(n));\n}';
    const call = '// once\n\nconst twice = 2;\n[1, twice].forEach((n) => {\n  tell(n);\n});';
    assert.equal(
      failing(define, call),
      'Error: 2\n    at tell (cell 2:5:11)\n    at cell 3:5:3\n    at cell 3:4:12\n',
    );
  });

  it('also after an await, and with what it was caused by', () => {
    const cell = "await 1;\n\nthrow new Error('outer', { cause: new TypeError('inner') });";
    assert.equal(
      failing(cell),
      'Error: outer\n    at cell 2:3:7\n[cause]: TypeError: inner\n    at cell 2:3:35\n',
    );
  });

  it('shows the lab by its source', () => {
    assert.match(
      failing('sweep(undefined as any, undefined as any, [1], "accuracy");'),
      /^TypeError: .*\n(?: {4}at \w+ \(src\/analysis\/\w+\.ts:\d+:\d+\)\n)+ {4}at cell 2:1:\d+\n$/,
    );
  });

  it('shows an error that is for a person as its message alone', () => {
    assert.equal(failing("throw new LabError('expected this, got that');"), 'expected this, got that\n');
    assert.match(
      failing("await run({ method: sweet, task: 'x', encoder: 'y', exits: [1] });"),
      /^unknown task 'x'.*\n$/,
    );
  });

  it('shows a rejection that nobody handles as short', () => {
    const [, { written }] = askKernel('notebooks', [
      imports,
      { execute: "\nvoid Promise.reject(new Error('lost'));" },
    ]);
    assert.equal(written, 'UnhandledPromiseRejection: Error: lost\n    at cell 2:2:21\n');
  });
});

describe('while one writes', () => {
  it('the signature of a call is shown in its arguments', () => {
    const [, begun, within, name] = askKernel('notebooks', [
      imports,
      { inspect: 'await run(|' },
      { inspect: 'await run({ method: sweet, |' },
      { inspect: 'swe|et' },
    ]);
    for (const { data } of [begun, within])
      assert.match(
        data['text/plain'] ?? '',
        /^run\(options: RunOptions, surroundings\?.*\n[\s\S]*one\s+trains it and the other waits/,
      );
    assert.match(name.data['text/plain'] ?? '', /const sweet: Method/);
  });

  it('a string is completed whole, by the names that it may be', () => {
    const replies = askKernel('notebooks', [
      imports,
      { complete: "run({ method: sweet, task: 'sst|' })" },
      { complete: "run({ method: sweet, task: 'st|s-b', encoder: '' })" },
      { complete: "run({ method: sweet, encoder: 'tin|' })" },
      { complete: "methodByName('swe|" },
      { complete: "const other = 'swe|';" },
      { complete: 'swee|' },
    ]);
    assert.deepEqual(
      replies.slice(1).map(({ cursor_start, cursor_end, matches }) => [cursor_start, cursor_end, ...matches]),
      [
        [28, 31, 'sst-2'],
        [28, 33, 'sts-b'],
        [31, 34, 'tiny-bert-12'],
        [14, 17, 'sweet', 'sweet-lte', 'sweet-hash'],
        [18, 18],
        [0, 4, 'sweep', 'sweet'],
      ],
    );
  });

  it('the names are those of the lab', () => {
    assert.deepEqual(
      [...offeredTasks].sort(),
      [...shippedTaskNames(), ...glueTasks.map(({ name }) => name)].sort(),
    );
    assert.deepEqual([...offeredEncoders].sort(), [...new Set(['minilm-l6', ...encoderNames()])].sort());
    assert.throws(() => methodByName('none'), {
      message: `expected a method among ${offeredMethods.join(', ')}; got 'none'`,
    });
  });
});

describe('the drawing of the kernel', () => {
  const drawing = (file: string) => readFileSync(join('environment', 'kernel', file));

  it('stands beside its specification, where Jupyter looks for it', () => {
    const folder = join('.venv', 'share', 'jupyter', 'kernels', 'early-exit-lab');
    for (const file of ['logo-svg.svg', 'logo-32x32.png', 'logo-64x64.png'])
      assert.deepEqual(readFileSync(join(folder, file)), drawing(file), file);
  });

  it('is the same in pixels', async () => {
    const { Resvg } = await import('@resvg/resvg-js');
    for (const value of [32, 64]) {
      const png = new Resvg(drawing('logo-svg.svg'), { fitTo: { mode: 'width', value } }).render().asPng();
      assert.deepEqual(drawing(`logo-${value}x${value}.png`), png, `${value} pixels`);
    }
  });
});

interface Notebook {
  readonly metadata: { readonly language_info: object };
  readonly cells: readonly { readonly cell_type: string; readonly source: readonly string[] }[];
}

/** Those that are committed, by their names. */
function notebooks(): [name: string, notebook: Notebook][] {
  const names = readdirSync('notebooks').filter((file) => file.endsWith('.ipynb'));
  return names.map((name) => [name, JSON.parse(readFileSync(join('notebooks', name), 'utf8'))]);
}

/** Characters of code that JupyterLab shows side by side in a window of 1400 pixels. */
const WIDTH = 120;

describe('a notebook', () => {
  it('that is opened is left as it is: it says of its language what the kernel says', () => {
    const [{ language_info }] = askKernel('notebooks', [{ info: true }]);
    for (const [name, { metadata }] of notebooks())
      assert.deepEqual(metadata.language_info, language_info, name);
  });

  it('has no line of code that a page would need a scroll bar for', () => {
    for (const [name, { cells }] of notebooks())
      for (const { cell_type, source } of cells)
        if (cell_type === 'code')
          for (const line of source.join('').split('\n'))
            assert.ok(line.length <= WIDTH, `${name}: ${line.length} characters: ${line}`);
  });

  it('outside the clone finds the lab, its packages and the types of Node', () => {
    const source =
      "import { profile, sweet } from 'early-exit-lab';\nimport * as tf from '@tensorflow/tfjs-core';\nconst settings = profile('quick');\nconsole.log(sweet.name, settings.name, typeof tf.tidy, process.pid > 0);";
    const [{ status, written }] = askKernel(folder, [{ execute: source }]);
    assert.deepEqual({ status, written }, { status: 'ok', written: 'sweet quick function true\n' });
  });
});
