/**
 * Both papers, drawn from the records that ship: verdicts, rows of drawings, and the figures on the page of results.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { profile, recordsFolder } from '../src/experiments';
import { drawPaper } from '../src/figures';
import { papers } from '../src/papers';
import { projectRoot } from '../src/paths';
import { withEnvironment } from './support/environment';
import { fixtureJson } from './support/fixtures';
import { type PaperRows, paperRows } from './support/paperRows';
import { temporaryFolder } from './support/store';

const golden = fixtureJson<Record<string, PaperRows>>('golden/paper-rows.json');

/** The figures that the page of results shows. */
const shown = new Map([
  ['sweet-real', 'fig-6.svg'],
  ['cosee-real', 'fig-4.svg'],
]);

/** Compares a figure with the one that the page of results shows. */
function assertShown(drawn: string, kept: string, figure: string): void {
  const page = readFileSync(join(projectRoot(), 'data', 'records', 'README.md'), 'utf8');
  assert.ok(page.includes(`real/${figure}`));
  assert.ok(
    readFileSync(drawn, 'utf8') === readFileSync(join(kept, figure), 'utf8'),
    'draw it again with npm run figures, from the records alone (an empty EARLY_EXIT_STORE)',
  );
}

describe('papers on the records that ship', () => {
  for (const [name, expected] of Object.entries(golden))
    it(`${name}: verdicts, rows of drawings and figures are those of before`, async (t) => {
      withEnvironment(t, { EARLY_EXIT_STORE: temporaryFolder(t), EARLY_EXIT_DATA: '' });
      const [title, settings] = name.split('-');
      const paper = papers.find((one) => one.name === title) ?? assert.fail(title);
      const drawn = await drawPaper(paper, profile(settings), join(temporaryFolder(t), name));
      const found = paperRows(drawn);
      assert.deepEqual(found.verdicts, expected.verdicts);
      const known = Object.keys(expected.rows).map((drawing) => [drawing, found.rows[drawing]]);
      assert.deepEqual(Object.fromEntries(known), expected.rows);
      const figure = shown.get(name);
      if (figure)
        assertShown(join(drawn.folder, figure), recordsFolder(profile(settings)), `${title}-${figure}`);
    });
});
