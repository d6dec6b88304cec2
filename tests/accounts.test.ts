/** Every table and figure that a paper prints is accounted for once, and truly. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type Profile, profile, writeGradientRows } from '../src/experiments';
import { drawPaper } from '../src/figures';
import { accountLines } from '../src/figures/account';
import { conflicts, coseePaper, papers, sweetPaper } from '../src/papers';
import { writeCompact } from '../src/runs/compact';
import { madeUpGradients, madeUpRuns } from './support/madeUpRuns';
import { temporaryFolder } from './support/store';

const numbers = (kind: string, last: number): string[] =>
  Array.from({ length: last }, (_, i) => `${kind} ${i + 1}`);
/** The last figure and table of each paper, appendix included. */
const printed: { readonly [paper: string]: readonly string[] } = {
  sweet: [...numbers('Fig.', 10), ...numbers('Table', 4)],
  cosee: [...numbers('Fig.', 9), ...numbers('Table', 4)],
};

const small: Profile = {
  ...profile('quick'),
  tasks: ['sst-2', 'mrpc'],
  encoder: 'an-encoder-elsewhere',
  exits: [1, 6],
  sizeTask: 'sst-2',
  overrides: { cosee: { tasks: ['mrpc', 'rte'], seeds: [1, 2] } },
};

describe('the contents of a paper', () => {
  for (const { name, contents, figures } of papers) {
    if (!contents) continue;
    it(`${name}: has every number once`, () => {
      const items = contents.map(({ item }) => item).filter((item) => /^(Fig\.|Table) \d+$/.test(item));
      assert.deepEqual([...items].sort(), [...printed[name]].sort());
    });

    it(`${name}: has a figure or a reason, and each figure that is not beyond the paper in one item`, () => {
      for (const { item, figures: own, why } of contents)
        assert.ok(own.length > 0 !== (why !== undefined), item);
      const named = contents.flatMap((one) => one.figures);
      assert.equal(new Set(named).size, named.length);
      for (const figure of figures)
        assert.ok(named.includes(figure) !== /^Beyond/.test(figure.title), figure.title);
      assert.ok(named.every((figure) => figures.some(({ title }) => title === figure.title)));
    });
  }
});

describe('the account of a drawn paper', () => {
  const linesOf = async (
    t: Parameters<typeof temporaryFolder>[0],
    paper: typeof sweetPaper,
    runs = all(paper),
  ) => {
    const [records, out] = [temporaryFolder(t), join(temporaryFolder(t), 'figures')];
    writeCompact(records, runs);
    writeGradientRows(madeUpGradients(small, madeUpRuns(small, [conflicts])), records);
    const drawn = await drawPaper(paper, small, out, { store: '/nowhere', records });
    const page = readFileSync(join(out, 'README.md'), 'utf8');
    for (const { item, how } of drawn.accounts) assert.ok(page.includes(how), `${item} on the page`);
    const isDrawn = drawn.accounts.filter(({ state }) => state !== 'not made').length;
    assert.ok(isDrawn > 0);
    return accountLines(drawn.accounts);
  };
  const all = (paper: typeof sweetPaper) => madeUpRuns(small, paper.experiments, 60);
  const lineOf = (lines: readonly string[], item: string) =>
    lines.find((line) => line.includes(`: ${item}: `)) ?? assert.fail(item);

  it('names the runs, their seeds and what stands in', async (t) => {
    const lines = await linesOf(t, coseePaper);
    assert.equal(
      lineOf(lines, 'Fig. 1'),
      'made with a stand-in: Fig. 1: where examples leave, by label: the quick profile: ' +
        'one of 16 runs of ablation, 2 seeds; an-encoder-elsewhere for BERT-base; mrpc for qnli',
    );
    assert.match(lineOf(lines, 'Table 2'), /validation examples for the test set$/);
    assert.match(lineOf(lines, 'Table 3'), /^not made: .*no finished run on ALBERT, .*$/);
    assert.match(lineOf(lines, 'Fig. 2'), /^not made: .*without data$/);
    assert.match(lineOf(lines, 'Table 4'), /^made: /);
  });

  it('names the runs that are missing, of a figure that was made and of one that was not', async (t) => {
    const some = all(coseePaper).filter(
      ({ config }) => !/^(swm|osc)-(entropy|softmax)|pabee/.test(config.method),
    );
    const lines = await linesOf(t, coseePaper, some);
    assert.match(lineOf(lines, 'Fig. 8'), /^made with a stand-in: .*16 runs of signal-parts missing$/);
    assert.match(lineOf(lines, 'Table 2'), /; 4 runs of systems missing$/);
    const fewer = all(sweetPaper).filter(({ config }) => !config.method.endsWith('-lte'));
    const without = await linesOf(t, sweetPaper, fewer);
    assert.match(lineOf(without, 'Fig. 7'), /^not made: .*runs of learned-exits are missing; `npm run grid/);
    assert.match(lineOf(without, 'Fig. 3'), /^made with a stand-in: .*for BERT-base; without mnli$/);
  });
});
