import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import vm from 'node:vm';
import { fact, untestable } from '../src/claims';
import { LabError } from '../src/errors';
import { profile, profileNames, profileRun, readyToTrain } from '../src/experiments';
import { conflictHeatmap, individualExitsTable } from '../src/figures';
import { sweet } from '../src/methods';
import {
  check,
  demand,
  display,
  htmlTable,
  liveDisplay,
  progressBar,
  showFigure,
  showPlotly,
  showSource,
  showTable,
  textTable,
} from '../src/notebook';
import { columnTexts } from '../src/notebook/numbers';
import { everyExperiment } from '../src/papers';
import { untilInterrupted } from '../src/runs/interrupt';
import { withEnvironment } from './support/environment';
import { insideKernel } from './support/insideKernel';
import { temporaryFolder } from './support/store';

/** What is printed on stdout (`log`) or stderr (`error`), instead of printing it. */
function printed(t: TestContext, on: 'log' | 'error' = 'log'): unknown[] {
  const lines: unknown[] = [];
  t.mock.method(console, on, (line: unknown) => void lines.push(line));
  return lines;
}

describe('displays', () => {
  it('outside a notebook the text is printed, and nothing is live', (t) => {
    const lines = printed(t);
    display({ 'text/plain': 'in words', 'text/html': '<b>in words</b>' });
    assert.deepEqual(lines, ['in words']);
    assert.equal(liveDisplay(), null);
    assert.ok(
      !Object.keys(require.cache).some((file) => file.includes('zeromq')),
      'the kernel is not loaded for it',
    );
  });

  it('in the kernel one output has every form, and a live one is replaced', (t) => {
    const shown = insideKernel(t);
    display({ 'text/plain': 'in words', 'text/html': '<b>in words</b>' });
    const live = liveDisplay();
    live?.({ 'text/plain': 'half' });
    live?.({ 'text/plain': 'whole' });
    assert.deepEqual(Object.keys(shown[0].data), ['text/plain', 'text/html']);
    assert.deepEqual(
      shown.map(({ update }) => update),
      [false, false, true],
    );
    assert.equal(shown[0].id, undefined);
    assert.ok(shown[1].id && shown[1].id === shown[2].id);
  });

  it('a figure is Vega-Lite, PNG and caption in one, on disk and in the report', async (t) => {
    const folder = temporaryFolder(t);
    withEnvironment(t, { EARLY_EXIT_FIGURES: folder, EARLY_EXIT_REPORT: join(folder, 'report.jsonl') });
    const shown = insideKernel(t);
    const rows = [{ block: 1, first: 1, second: 4, cosine: 0.123456789, rows: 8 }];
    const spec = conflictHeatmap(rows, { setting: 'Invented numbers', seeds: [1] });
    await showFigure('conflict', spec, rows);
    const [{ data, metadata }, caption] = shown;
    const png = Buffer.from(String(data['image/png']), 'base64');
    const { width, height, alt } = Object(metadata['image/png']);
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [2 * width, 2 * height]);
    assert.equal(alt, spec.description);
    assert.match(String(alt), /^Do the exits agree.*Invented numbers\. Mean cosine/);
    assert.match(String(caption.data['text/plain']), /^Mean cosine between/, 'what the figure does not say');
    assert.match(String(caption.data['text/html']), /<small>Mean cosine between/);
    const drawn = JSON.stringify(data['application/vnd.vegalite.v5+json']);
    assert.equal(drawn, JSON.stringify(spec).replaceAll('0.123456789', '0.123457'));
    assert.equal(png.toString('latin1', 1, 4), 'PNG');
    assert.match(String(data['text/plain']), /^Figure conflict: Do the exits agree.*Invented numbers/);
    const report = JSON.parse(readFileSync(join(folder, 'report.jsonl'), 'utf8'));
    assert.deepEqual([report.kind, report.name, report.files.length], ['figure', 'conflict', 4]);
    assert.ok(report.files.every((file: string) => existsSync(file)));
  });

  it('a table that is drawn is a table of the page, with the bold and small texts', async (t) => {
    withEnvironment(t, { EARLY_EXIT_FIGURES: temporaryFolder(t) });
    const shown = insideKernel(t);
    const row = (method: string, mean: number) => ({
      ...{ method, task: 'sentiment', x: 4, n: 3, mean, sd: 0.01, low: null, high: null },
    });
    const rows = [row('sweet', 0.8), row('early-exit', 0.75)];
    await showFigure('exits', individualExitsTable(rows, { setting: 'Invented', seeds: [1, 2, 3] }), rows);
    const [{ data }] = shown;
    assert.deepEqual(Object.keys(data), ['text/html', 'text/plain']);
    const html = String(data['text/html']);
    assert.match(html, /<b>Each exit alone<\/b><br><small>Invented<\/small>/);
    assert.match(html, /<td [^>]*>SWEET<\/td><td [^>]*><b>80\.0<\/b> <small>± 1\.0<\/small><\/td>/);
    assert.match(html, /<td [^>]*>Early-Exit<\/td><td [^>]*>75\.0 <small>/);
    assert.match(String(data['text/plain']), /^Figure exits: Each exit alone/);
    assert.match(String(data['text/plain']), /SWEET +80\.0\* ± 1\.0/);
  });

  it('a source is code of one width, without its imports', (t) => {
    const shown = insideKernel(t);
    showSource('methods/sweet.ts');
    const [{ data }] = shown;
    assert.match(
      String(data['text/html']),
      /<pre style="font-family: [^"]*monospace[^"]*">[\s\S]*export const sweet/,
    );
    assert.match(String(data['text/html']), /src\/methods\/sweet\.ts/);
    for (const form of Object.values(data)) assert.doesNotMatch(String(form), /^import/m);
  });

  it('a Plotly figure is an object, a picture of the same points and words', async (t) => {
    const shown = insideKernel(t);
    await showPlotly(
      [{ type: 'scatter', x: [1, 2], y: [3, 4] }],
      { title: { text: 'A line' } },
      'a line from 3 to 4',
    );
    const figure = shown[0].data['application/vnd.plotly.v1+json'];
    assert.ok(typeof figure === 'object' && figure !== null && 'data' in figure && 'layout' in figure);
    assert.equal(Buffer.from(String(shown[0].data['image/png']), 'base64').toString('latin1', 1, 4), 'PNG');
    assert.equal(shown[0].data['text/plain'], 'a line from 3 to 4');
  });

  it('a Plotly figure that is not of lines in the plane has no picture: none would be of it', async (t) => {
    const shown = insideKernel(t);
    await showPlotly([{ type: 'surface', z: [[1, 2]] }], {}, 'a surface');
    assert.deepEqual(Object.keys(shown[0].data), ['application/vnd.plotly.v1+json', 'text/plain']);
  });
});

describe('tables', () => {
  const rows = [
    { method: 'SWEET', score: 0.75, note: null },
    { method: 'a <b> & c', score: 1, note: 'x' },
  ];

  it('as text', () => {
    assert.equal(
      textTable(rows, 'Scores'),
      [
        'Scores',
        '',
        'method     score  note',
        '---------  -----  ----',
        'SWEET       0.75',
        'a <b> & c      1  x',
      ].join('\n'),
    );
  });

  it('as HTML, escaped', () => {
    const html = htmlTable(rows, 'S & T');
    assert.match(html, /<caption>S &amp; T<\/caption>/);
    const [left, right] = ['<td style="text-align: left">', '<td style="text-align: right">'];
    assert.ok(html.includes(`${left}a &lt;b&gt; &amp; c</td>${right}1</td>${left}x</td>`), html);
    assert.match(html, /<th style="text-align: right">score<\/th><th style="text-align: left">note<\/th>/);
  });

  it('texts that read as numbers stand where numbers do', () => {
    const html = htmlTable([{ points: '+2.4' }, { points: '-12.0' }]);
    assert.match(html, /<td style="text-align: right">\+2\.4<\/td>/);
  });

  it('numbers have up to four digits, no zeros at the end, and none is rounded to nothing', () => {
    const column = (...x: unknown[]) => columnTexts('x', x);
    assert.deepEqual(column(56.9, 53, -7.25), ['56.9', '53', '-7.25']);
    assert.deepEqual(column(12_345.678, 2), ['12346', '2']);
    assert.deepEqual(column(1000, 1), ['1000', '1']);
    assert.deepEqual(column(0.65718, 0.588, 1.95e-6, -1e-6), ['0.6572', '0.588', '<0.0001', '>-0.0001']);
    assert.deepEqual(column(0.5, 0, null, Number.NaN), ['0.5', '0', '', '']);
    assert.deepEqual(column(4, 3.99999, 100.5), ['4', '4', '100.5']);
    assert.deepEqual(column(5e-4, 1e-3), ['0.0005', '0.001']);
    assert.deepEqual(column(2e-5, 0), ['2e-5', '0e+0']);
    assert.deepEqual(column(Number.POSITIVE_INFINITY, 0.25), ['Infinity', '0.25']);
  });

  it('percentages have one decimal', () => {
    assert.deepEqual(columnTexts('score (%)', [87.25, 90, null]), ['87.3', '90.0', '']);
  });

  it('from a danfojs frame', async (t) => {
    const { DataFrame } = await import('danfojs-node');
    const frame = new DataFrame([
      { exit: 1, score: 0.5 },
      { exit: 4, score: 0.625 },
    ]);
    assert.equal(textTable(frame), 'exit  score\n----  -----\n   1    0.5\n   4  0.625');
    const lines = printed(t);
    showTable(frame);
    assert.deepEqual(lines, [textTable(frame)]);
  });
});

describe('progress', () => {
  const recorder = (every: number) => {
    const lines: string[] = [];
    return {
      lines,
      open: () => ({
        every,
        show: (line: string, last: boolean) => void lines.push(`${line}${last ? '|' : ''}`),
      }),
    };
  };

  it('shows the rate and the time left, not too often, and the end', () => {
    const { lines, open } = recorder(1000);
    let time = 5000; // the first step was slow: it does not count
    const tell = progressBar(open, () => time);
    for (let step = 1; step <= 101; step++, time += 100) tell({ label: 'run', step, steps: 101 });
    assert.equal(lines.length, 10);
    assert.match(lines[0], /^run {2}█+░+ {2}11\/101 {2}10\.0 steps\/s {2}9 s left$/);
    assert.match(lines[9], /^run {2}█+ {2}101\/101 {2}10\.0 steps\/s {2}10\.0 s\|$/);
  });

  it('a new label begins a new bar', () => {
    const { lines, open } = recorder(0);
    let time = 0;
    const tell = progressBar(open, () => time);
    for (const label of ['one', 'two']) {
      time += 60_000;
      for (let step = 1; step <= 3; step++, time += 500) tell({ label, step, steps: 3 });
    }
    assert.deepEqual(
      lines.filter((line) => line.endsWith('|')).map((line) => line.replace(/█/g, '')),
      ['one    3/3  2.00 steps/s  1.0 s|', 'two    3/3  2.00 steps/s  1.0 s|'],
    );
  });

  it('through a pipe: whole lines on stderr, one in ten seconds, and stdout left alone', (t) => {
    const errors = printed(t, 'error');
    const lines = printed(t);
    const tty = Object.getOwnPropertyDescriptor(process.stderr, 'isTTY');
    Object.defineProperty(process.stderr, 'isTTY', { value: false, configurable: true });
    t.after(() =>
      Object.defineProperty(process.stderr, 'isTTY', tty ?? { value: undefined, configurable: true }),
    );
    let time = 0;
    const tell = progressBar(undefined, () => time);
    for (let step = 1; step <= 31; step++, time += 1000) tell({ label: 'run', step, steps: 31 });
    assert.equal(errors.length, 3);
    assert.equal(lines.length, 0);
  });

  it('in the kernel one output is replaced', (t) => {
    const shown = insideKernel(t);
    let time = 0;
    const tell = progressBar(undefined, () => time);
    for (let step = 1; step <= 4; step++, time += 1000) tell({ label: 'run', step, steps: 4 });
    assert.deepEqual(
      shown.map(({ update }) => update),
      [false, true, true],
    );
    assert.equal(new Set(shown.map(({ id }) => id)).size, 1);
  });
});

describe('interrupt', () => {
  /** Gets a real SIGINT, and works until the signal says stop, or for more turns of the event loop than that takes. */
  const work = async (signal: AbortSignal): Promise<'stopped' | 'never stopped'> => {
    process.kill(process.pid, 'SIGINT');
    for (let turn = 0; !signal.aborted && turn < 1000; turn++) await new Promise(setImmediate);
    return signal.aborted ? 'stopped' : 'never stopped';
  };

  /** Counts what arrives at a handler that stood there before. */
  function earlierHandler(t: TestContext): { heard: number } {
    const before = { heard: 0 };
    const old = () => void before.heard++;
    process.on('SIGINT', old);
    t.after(() => process.removeListener('SIGINT', old));
    return before;
  }

  it('the first SIGINT stops the work and reaches nobody else; then the old handlers are back', async (t) => {
    const before = earlierHandler(t);
    const listeners = process.listeners('SIGINT');
    assert.equal(await untilInterrupted(work), 'stopped');
    assert.equal(before.heard, 0);
    assert.deepEqual(process.listeners('SIGINT'), listeners);
    process.emit('SIGINT');
    assert.equal(before.heard, 1);
  });

  it('nor does it end the process where a cell of the kernel began the work', async (t) => {
    const before = earlierHandler(t);
    Object.assign(globalThis, { begin: () => untilInterrupted(work) });
    t.after(() => Reflect.deleteProperty(globalThis, 'begin'));
    assert.equal(await vm.runInThisContext('begin()', { breakOnSigint: true }), 'stopped');
    assert.equal(before.heard, 0);
  });

  it('the old handlers are back after work that ends, and after work that fails', async () => {
    const before = process.listeners('SIGINT');
    assert.equal(await untilInterrupted(async () => 7), 7);
    assert.deepEqual(process.listeners('SIGINT'), before);
    await assert.rejects(
      untilInterrupted(async () => Promise.reject(new Error('broken'))),
      /broken/,
    );
    assert.deepEqual(process.listeners('SIGINT'), before);
  });

  it('a second SIGINT while the work is still stopping acts as before', async (t) => {
    const before = earlierHandler(t);
    await untilInterrupted(async (signal) => {
      process.emit('SIGINT');
      assert.ok(signal.aborted);
      process.emit('SIGINT');
    });
    assert.equal(before.heard, 1);
  });
});

describe('checks', () => {
  it('say and report whether a claim holds', (t) => {
    const file = join(temporaryFolder(t), 'report.jsonl');
    withEnvironment(t, { EARLY_EXIT_REPORT: file });
    const lines = printed(t);
    check('SWEET is first', fact(true, '61 over 57'));
    check('EE is last', fact(false, '1 over 2'));
    check('the paper agrees', untestable('one seed'));
    assert.deepEqual(lines, [
      'holds: SWEET is first (61 over 57)',
      'against: EE is last (1 over 2)',
      'cannot tell: the paper agrees (one seed)',
    ]);
    const report = readFileSync(file, 'utf8').trim().split('\n');
    assert.deepEqual(
      report.map((line) => JSON.parse(line).verdict),
      ['holds', 'against', 'cannot tell'],
    );
    assert.deepEqual(JSON.parse(report[0]), {
      kind: 'check',
      name: 'SWEET is first',
      verdict: 'holds',
      detail: '61 over 57',
    });
  });

  it('in lines of a page, broken between words, where one is too short', (t) => {
    const lines = printed(t);
    const longWord = 'x'.repeat(120);
    const parts = [`exit 1: ${'+1.2 '.repeat(20).trim()}`, 'exit 2: +0.1', `paper: ${longWord}`];
    check('MM beats EE at every exit', fact(true, parts.join('; ')));
    assert.deepEqual(String(lines[0]).split('\n'), [
      'holds: MM beats EE at every exit',
      `    exit 1: ${'+1.2 '.repeat(17).trim()}`,
      '      +1.2 +1.2 +1.2',
      '    exit 2: +0.1',
      '    paper:',
      `      ${longWord}`,
    ]);
    check(`${longWord} is said of nothing`, untestable(''));
    assert.equal(String(lines[1]).trim(), `cannot tell:\n  ${longWord}\n  is said of nothing`);
  });

  it('what must hold is demanded', (t) => {
    const lines = printed(t);
    demand('1 is 1', true, '1');
    assert.deepEqual(lines, ['= identity: 1 is 1 (1)']);
    assert.throws(() => demand('costs add up', false, '22/12'), /expected that costs add up, got 22\/12/);
  });
});

describe('profiles', () => {
  it('quick needs nothing, and a run of it is a whole set of options', (t) => {
    withEnvironment(t, { EARLY_EXIT_PROFILE: '' });
    const quick = profile();
    assert.equal(quick.name, 'quick');
    const options = profileRun(quick, { method: sweet, task: quick.tasks[0], seed: quick.seeds[0] });
    assert.deepEqual([options.method.name, options.exits, options.data], ['sweet', [1, 4, 6, 12], undefined]);
    assert.ok(options.learningRate !== undefined && options.learningRate > 0);
  });

  it('says what is missing', (t) => {
    const folder = temporaryFolder(t);
    withEnvironment(t, { EARLY_EXIT_DATA: '', EARLY_EXIT_ENCODERS: folder });
    assert.throws(
      () => readyToTrain(profile('real')),
      /needs GLUE: set EARLY_EXIT_DATA to a folder with SST-2/,
    );
    process.env.EARLY_EXIT_DATA = folder;
    assert.throws(
      () => readyToTrain(profile('real')),
      /missing there: SST-2.train\.tsv, MRPC.train\.tsv, CoLA.train\.tsv/,
    );
    assert.throws(
      () => profile('huge'),
      (error: Error) => error instanceof LabError && /quick, shipped, real, paper/.test(error.message),
    );
  });

  it('all have the runs of every experiment', () => {
    for (const name of profileNames)
      for (const experiment of everyExperiment)
        assert.ok(experiment.runs(profile(name)).length > 0, `${experiment.name} on ${name}`);
  });

  it('paper has the learning rates of Table 2', (t) => {
    const folder = temporaryFolder(t);
    withEnvironment(t, { EARLY_EXIT_DATA: folder, EARLY_EXIT_ENCODERS: folder });
    for (const task of ['SST-2', 'MRPC', 'CoLA', 'MNLI', 'QQP', 'QNLI', 'RTE'])
      touch(join(folder, task, 'train.tsv'));
    assert.throws(() => readyToTrain(profile('paper')), /needs bert-base-uncased: set EARLY_EXIT_ENCODERS/);
    touch(join(folder, 'bert-base-uncased', 'config.json'));
    const paper = readyToTrain(profile('paper'));
    assert.equal(paper.learningRate('multi-model', 'mrpc'), 3e-5);
    assert.equal(paper.learningRate('sweet', 'rte'), 4e-5);
    assert.equal(paper.learningRate('berxit', 'rte'), paper.learningRate('early-exit', 'rte'));
    assert.equal(
      paper.learningRate('sweet-lte', 'rte'),
      4e-5,
      'learning to exit has the rates of its method',
    );
  });
});

function touch(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
}
