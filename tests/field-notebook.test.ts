/**
 * What notebook 11 shows: the parts of methods, systems at equal cost, one model under every policy, a shipped paper.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { ScoreRow } from '../src/analysis';
import { LabError } from '../src/errors';
import { cellsOf } from '../src/figures/cellsTable';
import { shadeOf } from '../src/figures/diverging';
import { gainHeatmap } from '../src/figures/gainHeatmap';
import { consistentEe, deebert, gpfee, gradientSurgery, sweet, vanilla, ztw } from '../src/methods';
import { checkPaper, methodParts, policyTable, shippedPaper, showPart } from '../src/notebook';
import { htmlCells } from '../src/notebook/cells';
import { fieldPaper } from '../src/papers';
import { printedSystems, systemScores } from '../src/papers/field/systemScores';
import { patiencePolicy, plainConfidence, policyNetExit } from '../src/policies';
import { writeCompact } from '../src/runs/compact';
import { elsewhere } from './support/elsewhere';
import { withEnvironment } from './support/environment';
import { madeUpRuns } from './support/madeUpRuns';
import { randomRecord, runOf } from './support/records';
import { temporaryFolder } from './support/store';

function linesOf(t: TestContext): string[] {
  const lines: string[] = [];
  t.mock.method(console, 'log', (line: unknown) => void lines.push(String(line)));
  return lines;
}

describe('the parts of methods', () => {
  it('are read from their objects', () => {
    const rows = methodParts([vanilla, sweet, deebert, gradientSurgery, ztw, gpfee(), consistentEe()]);
    assert.deepEqual(
      rows.map(({ loss }) => loss),
      [
        'mean',
        'sum',
        'last exit, then own',
        'sum',
        'last exit, then own',
        'own',
        'later ones weigh more, then own',
      ],
    );
    assert.deepEqual(
      rows.map(({ route }) => route),
      ['straight', 'stopped', 'straight', 'straight', 'straight', 'scheduled', 'straight'],
    );
    const [plain, , twoStages, bent, cascade, , policyNet] = rows;
    assert.deepEqual(
      [plain.stages, plain['exit has'], plain['leaves by']],
      ['one', 'a linear head', 'energy'],
    );
    assert.equal(twoStages.stages, 'full model 50%, internal exits 50%');
    assert.equal(bent.gradients, 'bent, then added');
    assert.equal(cascade['exit has'], 'cascade, ensemble');
    assert.equal(policyNet.stages, 'exits 56%, policy nets 22%, all 22%');
  });
});

describe('one model under every policy', () => {
  const runs = ['a', 'b'].flatMap((task, i) =>
    [1, 2].map((seed) => runOf(randomRecord({ examples: 80, seed: seed + 7 * i }), 'vanilla', task, seed)),
  );

  it('has a row for each policy that can read it, and the two bounds', () => {
    const rows = policyTable(runs, [plainConfidence, policyNetExit, patiencePolicy], [1, 2]);
    const names = rows.map((row) => row['leaves by']);
    assert.deepEqual(names.slice(0, 2), ['confidence, not calibrated', 'patience']);
    assert.match(names.slice(2).join(), /^random exits.*,cheapest right exit/);
    const at2 = rows.map((row) => Number(String(Object.entries(row)[2][1]).split(' ')[0]));
    assert.ok(at2[0] > at2[2], `a signal is better than chance: ${at2}`);
    assert.ok(at2[3] > at2[0], `and the oracle better than a signal: ${at2}`);
    assert.deepEqual(
      rows.map((row) => 'over the first, 2x' in row && row['over the first, 2x'] !== ''),
      [false, true, false, false],
    );
  });

  it('is that of one method', () => {
    const mixed = [...runs, runOf(randomRecord(), 'sweet', 'a', 1)];
    assert.throws(() => policyTable(mixed, [plainConfidence]), /of one method, got vanilla, sweet/);
    assert.throws(() => policyTable(runs, [policyNetExit]), /expected a policy that can read .* vanilla/);
  });
});

describe('the systems at equal cost', () => {
  it('are ordered by their score at the speed-up of the table', () => {
    const row = (method: string, x: number, score: number, seed: number): ScoreRow => ({
      ...{ method, task: 'one', seed, x, score: score + seed / 100 },
    });
    const rows = [1, 2].flatMap((seed) => [
      row('half-encoder', 2, 0.9, seed),
      row('vanilla', 2, 0.7, seed),
      row('vanilla', 4 / 3, 0.75, seed),
      row('pabee', 2, 0.8, seed),
      row('pabee', 4 / 3, 0.81, seed),
    ]);
    const told = systemScores({ rows }).map(({ name, x, mean }) => `${name} ${x} ${mean?.toFixed(3)}`);
    const curves = ['pabee 1.33 0.825', 'pabee 2 0.815', 'vanilla 1.33 0.765', 'vanilla 2 0.715'];
    assert.deepEqual(told, [...curves, 'half-encoder 2 0.915']);
  });

  it('stand beside those of the printed table, at the speed-ups there', () => {
    const rows = printedSystems();
    assert.equal(rows.length, 12);
    const of = (name: string) => rows.find(({ system }) => system === name);
    assert.equal(of('BERxiT')?.['read at'], '1.72x to 2.86x');
    assert.equal(of('DisentangledEE')?.['read at'], '1.25x');
    assert.equal(of('LeeBERT')?.['mean of the four (%)'], undefined);
  });
});

describe('a paper on the records that ship', () => {
  it('shows its parts and judges its claims', async (t) => {
    const records = temporaryFolder(t);
    withEnvironment(t, { EARLY_EXIT_RECORDS: records, EARLY_EXIT_FIGURES: join(temporaryFolder(t), 'f') });
    writeCompact(join(records, elsewhere.name), madeUpRuns(elsewhere, fieldPaper.experiments, 20));
    const lines = linesOf(t);
    const field = shippedPaper({ ...fieldPaper, claims: fieldPaper.claims.slice(1, 2) }, elsewhere);
    assert.match(lines.join('\n'), /^The experiment systems of the quick profile, 92 runs: sst-2 and mrpc/);
    await showPart(field, 'Constants');
    assert.match(lines.join('\n'), /Figure field-quick-constants/);
    await assert.rejects(showPart(field, 'Nothing'), LabError);
    checkPaper(field);
    assert.match(lines.join('\n'), /1 claims?: /);
  });

  it('says in a line what is not there', async (t) => {
    withEnvironment(t, { EARLY_EXIT_RECORDS: temporaryFolder(t) });
    const lines = linesOf(t);
    const field = shippedPaper(fieldPaper, elsewhere);
    for (const { title } of fieldPaper.figures) await showPart(field, title.split(':')[0]);
    checkPaper(field);
    assert.equal(lines.length, 2 + fieldPaper.figures.length + 1);
    assert.match(lines[0], /systems of the quick profile, none ships$/);
    assert.match(lines[3], /^Gains, not there yet: 92 runs of systems are missing/);
    assert.match(lines[lines.length - 1], /^The 4 claims, not there yet/);
  });
});

describe('the heat map of gains', () => {
  const gain = (x: number, mean: number, low: number, high: number) => ({
    ...{ method: 'pabee', task: 'average', x, mean, low, high },
  });

  it('has cells for a page: shades by the gain, bold where the interval leaves out 0', () => {
    const spec = gainHeatmap([gain(1, -0.02, -0.03, -0.01), gain(4, 0.01, -0.01, 0.03)], 'Vanilla', {
      setting: 'made up',
      seeds: [1],
    });
    const [{ cells }] = cellsOf(spec) ?? [];
    assert.deepEqual(
      cells.map(({ row, column, text, bold }) => [row, column, text, bold]),
      [
        ['PABEE', '1', '-2.0', true],
        ['PABEE', '4', '+1.0', false],
      ],
    );
    const html = htmlCells(cellsOf(spec) ?? [], spec);
    assert.match(html, /<span style="background: #[0-9a-f]{6}; padding: 3px"><b>-2\.0<\/b><\/span>/);
  });

  it('is neutral at 0, and no darker beyond its ends', () => {
    assert.equal(shadeOf(0), '#f7f7f7');
    assert.equal(shadeOf(2), shadeOf(1));
    assert.notEqual(shadeOf(-1), shadeOf(1));
  });
});
