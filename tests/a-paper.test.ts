import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { checkClaims, claimsAbout, drawPaper, type Profile, profile } from 'early-exit-lab';
import { writeCompact } from '../src/runs/compact';
import { toyPaper } from './examples/a-paper';
import { madeUpRuns } from './support/madeUpRuns';
import { temporaryFolder } from './support/store';

const small: Profile = {
  ...profile('quick'),
  tasks: ['sst-2'],
  seeds: [1, 2],
  encoder: 'an-encoder-elsewhere',
};
const runs = madeUpRuns(small, toyPaper.experiments);

describe('a paper of one’s own', () => {
  it('has a page with its claim and its figure, from finished runs', async (t) => {
    const [records, out] = [temporaryFolder(t), join(temporaryFolder(t), 'toy')];
    writeCompact(records, runs);
    const { claims, parts, finished } = await drawPaper(toyPaper, small, out, {
      store: '/nowhere',
      records,
    });
    assert.deepEqual(finished, [
      { experiment: 'toy-routing', found: 4, diverged: 0, missing: 0, strangers: 0 },
    ]);
    assert.match(claims[0].detail, /^[+-]\d/);
    assert.match(claims[0].verdict, /^(holds|leans|against|cannot tell)$/);
    assert.deepEqual(
      parts.flatMap(({ drawings }) => drawings.map(({ name }) => name)),
      ['fig-1'],
    );
    const page = readFileSync(join(out, 'README.md'), 'utf8');
    assert.match(page, /^# The Toy paper on the quick profile\n/);
    assert.match(page, /Routing helps at the fastest speed/);
    assert.match(readFileSync(join(out, 'fig-1.svg'), 'utf8'), />SWEET</);
  });

  it('says which runs are missing, and the command that trains them', async (t) => {
    const [records, out] = [temporaryFolder(t), join(temporaryFolder(t), 'toy')];
    writeCompact(records, [runs[0], runs[3]]);
    await drawPaper(toyPaper, small, out, { store: '/nowhere', records });
    assert.match(
      readFileSync(join(out, 'README.md'), 'utf8'),
      /2 runs of toy-routing are missing; `npm run grid -- --profile quick --experiments toy-routing`/,
    );
  });

  it('has what a profile says of it and of its experiments', () => {
    const overrides = { toy: { seeds: [7], batch: 8 }, 'toy-routing': { batch: 4 }, cosee: { batch: 2 } };
    const [{ seed, batch }, ...others] = toyPaper.experiments[0].runs({ ...small, overrides });
    assert.deepEqual([seed, batch, others.length], [7, 4, 1]);
  });

  it('is judged in a notebook from the runs at hand', (t) => {
    const lines: string[] = [];
    t.mock.method(console, 'log', (line: string) => void lines.push(line));
    checkClaims(claimsAbout(toyPaper, 'speeds'), runs, small);
    assert.match(lines.join('\n'), /Routing helps at the fastest speed \(Fig. 1\)[\s\S]*paper: a curve/);
  });
});
