import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { profile } from '../src/experiments';
import { drawPaper } from '../src/figures';
import { papers } from '../src/papers';
import { withEnvironment } from './support/environment';
import { fixtureJson } from './support/fixtures';
import { type PaperRows, paperRows } from './support/paperRows';
import { temporaryFolder } from './support/store';

const golden = fixtureJson<Record<string, PaperRows>>('golden/paper-rows.json');

describe('papers on the records that ship', () => {
  for (const [name, expected] of Object.entries(golden))
    it(`${name}: verdicts and the rows of drawings are those of before`, async (t) => {
      withEnvironment(t, { EARLY_EXIT_STORE: temporaryFolder(t), EARLY_EXIT_DATA: '' });
      const [paper, settings] = name.split('-');
      const drawn = papers.find((one) => one.name === paper) ?? assert.fail(paper);
      const found = paperRows(await drawPaper(drawn, profile(settings), join(temporaryFolder(t), name)));
      assert.deepEqual(found.verdicts, expected.verdicts);
      const known = Object.keys(expected.rows).map((drawing) => [drawing, found.rows[drawing]]);
      assert.deepEqual(Object.fromEntries(known), expected.rows);
    });
});
