/** The GPU report: what a step counts, how long a grid takes, what is kept, and what is written. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { ReportDevice } from '../environment/gpu-report/device';
import { stepFlops } from '../environment/gpu-report/flops';
import { firstLine, markdown } from '../environment/gpu-report/markdown';
import type { Outcome } from '../environment/gpu-report/outcome';
import { parityFiles } from '../environment/gpu-report/parity';
import { runPart, TooLong } from '../environment/gpu-report/partProcess';
import { type Part, planParts } from '../environment/gpu-report/parts';
import { project, type Report } from '../environment/gpu-report/report';
import { runParts } from '../environment/gpu-report/runParts';
import { reportSizes } from '../environment/gpu-report/sizes';
import { timeSide } from '../environment/gpu-report/speed';
import { beyond, hoursOf, secondsOfStep } from '../src/plan/projection';
import { temporaryFolder } from './support/store';

const device = (kind: ReportDevice['kind'], backend: ReportDevice['backend'] = 'webgpu'): ReportDevice => ({
  ...{ backend, kind, name: 'a device', description: 'a device', hardware: {} },
});

describe('the hours of a grid', () => {
  const timed = [
    { flops: 1600, seconds: 0.4 },
    { flops: 100, seconds: 0.1 },
  ];

  it('come from steps that were timed: between, above and below them', () => {
    assert.equal(secondsOfStep(10, timed), 0.1);
    assert.equal(secondsOfStep(100, timed), 0.1);
    assert.ok(Math.abs(secondsOfStep(400, timed) - 0.2) < 1e-12);
    assert.equal(secondsOfStep(3200, timed), 0.8);
  });

  it('are the sum over its steps', () => {
    const groups = [
      { flops: 50, steps: 3600 },
      { flops: 3200, steps: 4500 },
    ];
    assert.ok(Math.abs(hoursOf({ groups }, timed) - (0.1 + 1)) < 1e-12);
    assert.equal(beyond({ groups }, timed), 2);
  });
});

const partOf = (name: string, more: Partial<Part> = {}): Part => ({
  ...{ name, title: name, work: { kind: 'doctor' }, needs: 1, limit: 10 },
  ...more,
});

/** Runs parts by a function; gives their outcomes and the names of those that were run. */
async function ran(
  folder: string,
  parts: readonly Part[],
  { lab = 'one', left = 100, run = async (_: Part): Promise<unknown> => ({}) } = {},
): Promise<{ readonly outcomes: Outcome[]; readonly names: string[] }> {
  const names: string[] = [];
  const outcomes = await runParts(parts, {
    ...{ folder, lab, left: () => left, say: () => undefined },
    run: (part) => {
      names.push(part.name);
      return run(part);
    },
  });
  return { outcomes, names };
}

describe('the parts of a report', () => {
  it('are not run again once they are finished, unless lab, device or work is another', async (t) => {
    const folder = temporaryFolder(t);
    const parts = [partOf('one'), partOf('two', { device: device('gpu') })];
    assert.deepEqual((await ran(folder, parts)).names, ['one', 'two']);
    const again = await ran(folder, parts);
    assert.deepEqual(again.names, []);
    assert.deepEqual(
      again.outcomes.map(({ state }) => state),
      ['finished', 'finished'],
    );
    assert.deepEqual((await ran(folder, parts, { lab: 'other' })).names, ['one', 'two']);
    const elsewhere = [parts[0], partOf('two', { device: device('software') })];
    assert.deepEqual((await ran(folder, elsewhere, { lab: 'other' })).names, ['two']);
    const wider = [partOf('one', { work: { kind: 'proof', side: 2, seconds: 1 } })];
    assert.deepEqual((await ran(folder, wider, { lab: 'other' })).names, ['one']);
  });

  it('fail alone, and are tried again', async (t) => {
    const folder = temporaryFolder(t);
    const parts = [partOf('bad'), partOf('slow'), partOf('half'), partOf('good')];
    const run = async ({ name }: Part) => {
      if (name === 'bad') throw new Error('no such thing');
      if (name === 'slow') throw new TooLong('stopped after 10 s');
      return name === 'half' ? { whole: false } : {};
    };
    const { outcomes } = await ran(folder, parts, { run });
    assert.deepEqual(
      outcomes.map(({ state }) => state),
      ['failed', 'too long', 'too long', 'finished'],
    );
    assert.equal(outcomes[0].why, 'no such thing');
    assert.deepEqual((await ran(folder, parts)).names, ['bad', 'slow', 'half']);
  });

  it('are not begun without the time that they need, nor where they are left out', async (t) => {
    const parts = [partOf('long', { needs: 50 }), partOf('short'), partOf('none', { leftOut: 'no GPU' })];
    const { outcomes, names } = await ran(temporaryFolder(t), parts, { left: 20 });
    assert.deepEqual(names, ['short']);
    assert.match(outcomes[0].why ?? '', /wants 50 s, and 20 s were left/);
    assert.deepEqual([outcomes[2].state, outcomes[2].why], ['left out', 'no GPU']);
  });

  it('are planned for the device: all sizes on a GPU, small ones elsewhere', () => {
    const names = (kind: ReportDevice['kind']) =>
      planParts([device(kind)], false, () => 'tests')
        .filter(({ name, leftOut }) => name.startsWith('speed') && leftOut === undefined)
        .map(({ name }) => name.replace('speed-webgpu-', ''));
    assert.deepEqual(names('gpu'), ['12x128-short', '12x128', '6x384', '12x768', '24x1024']);
    assert.deepEqual(names('processor'), ['12x128-short', '12x128', '6x384']);
    assert.deepEqual(names('software'), ['12x128-short']);
  });

  it('run in processes of their own, which say why they fail and are stopped at their limit', async (t) => {
    const surroundings = { folder: temporaryFolder(t), hear: () => undefined };
    const unknown = partOf('unknown', { environment: { EARLY_EXIT_BACKEND: 'abacus' } });
    const opening = { ...unknown, work: { kind: 'device' } as const };
    await assert.rejects(runPart(opening, 30, surroundings), /expected one of .*got 'abacus'/);
    const endless = partOf('endless', { work: { kind: 'grids' } });
    await assert.rejects(runPart(endless, 0.05, surroundings), TooLong);
  });

  it('are the tests that fit a backend', () => {
    const names = [
      'device-steps.test.ts',
      'webgpu-limits.test.ts',
      'oracle-encoder.test.ts',
      'sizes.test.ts',
      'device.ts',
    ];
    const files = (...which: Parameters<typeof device>) => parityFiles(device(...which), names);
    assert.deepEqual(files('gpu', 'webgpu'), ['device-steps.test', 'webgpu-limits.test']);
    assert.deepEqual(files('processor', 'tensorflow'), ['device-steps.test', 'oracle-encoder.test']);
    assert.deepEqual(files('gpu', 'tensorflow'), ['device-steps.test']);
  });

  it('time at least one step after the first', async () => {
    const steps = async () => [await wait(20, 0.02)];
    const { steps: counted, spread } = await timeSide(
      { ...reportSizes[0] },
      { steps, close: () => undefined },
      0.001,
    );
    assert.deepEqual([counted, Math.round(spread.median)], [1, 20]);
  });
});

describe('the report', () => {
  const speed: Outcome = {
    ...{ part: 'speed-webgpu-12x128', title: 'steps', state: 'finished', seconds: 3 },
    result: { size: reportSizes[1], first: 2, spread: { median: 500, lower: 400, upper: 600 }, steps: 4 },
  };
  const grid = { profile: 'quick', part: 'SWEET', runs: 1, steps: 7200, from: 'data' };
  const flops = stepFlops(reportSizes[1]);
  const grids: Outcome = {
    ...{ part: 'grids', title: 'grids', state: 'finished', seconds: 1 },
    result: [{ ...grid, groups: [{ flops, steps: 7200 }] }],
  };
  const failed: Outcome = { part: 'doctor', title: 'the doctor', state: 'failed', why: 'ill', seconds: 1 };
  const outcomes = [failed, speed, grids];
  const reportOn = (devices: readonly ReportDevice[]): Report => ({
    ...{ made: '2020-02-02T00:00:00Z', node: 'v20', load: { before: 0, cores: 2 }, absent: {} },
    ...{ devices, outcomes, projection: project({ outcomes, devices }) },
  });

  it('says in its first line on what it was made', () => {
    assert.match(firstLine({ devices: [device('gpu')] }), /^Made on: webgpu on a device\.$/);
    for (const kind of ['software', 'processor'] as const)
      assert.match(firstLine({ devices: [device(kind)] }), /stand-in.*no GPU.*nothing.*about one/);
    assert.match(firstLine({ devices: [] }), /stand-in/);
  });

  it('has rates, hours and what is missing', () => {
    const text = markdown(reportOn([device('gpu')]));
    const gflops = (flops / 0.5 / 1e9).toPrecision(3);
    assert.ok(
      text.includes(
        `| 12 x 128 | webgpu | 16 x 64 | 2.0 | 500 (400 to 600, 4) | 2.00 | 2048 | ${gflops} | - | - |`,
      ),
    );
    assert.ok(text.includes('| quick, SWEET | 1 | 7,200 | data | 1.0 h |'), text);
    assert.match(text, /- the doctor: failed: ill/);
  });
});
