import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fixtureJson } from './support/fixtures';
import { type ShippedRows, shippedRows } from './support/shippedRows';
import { temporaryFolder } from './support/store';

const golden = fixtureJson<Record<string, Record<string, ShippedRows>>>('golden/shipped-rows.json');

describe('records that ship', () => {
  for (const [profile, rows] of Object.entries(golden))
    it(`of the ${profile} profile: the runs found and the rows of their figures are those of the first release`, (t) => {
      const found = shippedRows(profile, temporaryFolder(t));
      const known = Object.keys(rows).map((experiment) => [experiment, found[experiment]]);
      assert.deepEqual(Object.fromEntries(known), rows);
    });
});
