import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { ScoreRow } from '../src/analysis';
import { judgeClaims } from '../src/claims';
import { givenRows } from '../src/experiments';
import { drawPaper } from '../src/figures';
import { fieldPaper } from '../src/papers';
import { gainsOverBaseline } from '../src/papers/field/gains';
import { writeCompact } from '../src/runs/compact';
import { elsewhere } from './support/elsewhere';
import { madeUpRuns } from './support/madeUpRuns';
import { temporaryFolder } from './support/store';

/** Scores at the same places in every task and seed; the seeds differ by a little, the same for all. */
const scores = (table: { readonly [method: string]: (x: number) => number }, places: readonly number[]) =>
  ['one', 'two'].flatMap((task) =>
    [1, 2, 3].flatMap((seed) =>
      Object.entries(table).flatMap(([method, score]) =>
        places.map((x): ScoreRow => ({ method, task, seed, x, score: score(x) + seed / 100 })),
      ),
    ),
  );

describe('gains over the baseline', () => {
  it('are paired within task and seed, at the places of the baseline', () => {
    const rows = [
      ...scores({ vanilla: () => 0.7, better: (x) => 0.7 + x / 100 }, [1, 2]),
      ...scores({ encoder: () => 0.72 }, [1]),
      ...scores({ lacking: () => 0.9 }, [2]).filter(({ seed, task }) => seed === 1 && task === 'one'),
    ];
    const gains = gainsOverBaseline({ rows });
    const told = gains.map(({ method, x, mean }) => `${method} ${x} ${mean?.toFixed(4)}`);
    assert.deepEqual(told, ['better 1 0.0100', 'better 2 0.0200', 'encoder 1 0.0200']);
    for (const { mean, low, high } of gains) {
      assert.ok(mean !== null && low !== null && high !== null);
      assert.ok(high - low < 1e-9 && Math.abs(low - mean) < 1e-9);
    }
  });
});

describe('the claims about the field', () => {
  const verdicts = (rows: { readonly [view: string]: readonly unknown[] }) =>
    judgeClaims(fieldPaper.claims, givenRows(rows)).map(({ verdict }) => verdict);

  it('follow planted scores', () => {
    const half = { 'half-encoder': () => 0.65, vanilla: () => 0.7 };
    const ranking = { against: 'elsewhere', systems: 9, rho: 0.8, low: 0.5, high: 0.9 };
    const good = {
      atCosts: scores({ ...half, idea: () => 0.72 }, [2]),
      fieldExits: scores({ vanilla: () => 0.7, idea: () => 0.695 }, [1, 4]),
      rankings: [ranking],
    };
    assert.deepEqual(verdicts(good), ['holds', 'holds', 'holds', 'holds']);
    const bad = {
      atCosts: scores({ vanilla: () => 0.6, 'half-encoder': () => 0.65, idea: () => 0.58 }, [2]),
      fieldExits: scores({ vanilla: () => 0.7, idea: (x) => (x === 4 ? 0.66 : 0.9) }, [1, 4]),
      rankings: [ranking, { ...ranking, rho: -0.7, low: -0.9, high: -0.2 }],
    };
    assert.deepEqual(verdicts(bad), ['against', 'against', 'against', 'against']);
    assert.deepEqual(verdicts({}), ['cannot tell', 'cannot tell', 'cannot tell', 'cannot tell']);
  });
});

describe('the page of the field', () => {
  it('has every table and figure, from records alone, also where a method lacks a task', async (t) => {
    const [records, out] = [temporaryFolder(t), join(temporaryFolder(t), 'figures')];
    const made = madeUpRuns(elsewhere, fieldPaper.experiments, 60);
    const lacks = ({ config }: (typeof made)[number]) => config.method === 'pabee' && config.task === 'mrpc';
    writeCompact(
      records,
      made.filter((run) => !lacks(run)),
    );
    const { parts, finished } = await drawPaper(fieldPaper, elsewhere, out, { store: '/nowhere', records });
    assert.deepEqual(
      finished.map(({ missing }) => missing),
      [2, 0],
    );
    const drawn = parts.flatMap(({ drawings }) => drawings.map(({ name }) => name));
    assert.deepEqual(drawn, ['table-2', 'gains', 'exits', 'yardsticks', 'policies', 'rankings', 'constants']);
    for (const name of drawn) assert.ok(readdirSync(out).includes(`${name}.svg`), name);
    assert.match(readFileSync(join(out, 'README.md'), 'utf8'), /--paper field --profile quick/);
  });
});
