import { createHash } from 'node:crypto';
import { exitScores, policySweep } from '../../src/analysis';
import { openRecords, profile, storedRuns } from '../../src/experiments';
import { everyExperiment } from '../../src/papers';
import { quantilePolicy } from '../../src/policies';
import { confidence } from '../../src/signals';

/**
 * What is found of an experiment among the records that ship, and a digest of the rows that its figures are drawn
 * from.
 */
export interface ShippedRows {
  readonly found: number;
  readonly missing: number;
  readonly rows: string;
}

const rounded = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toFixed(6)) : value);

/** For every experiment on a profile, with an empty store. */
export function shippedRows(name: string, store: string): Record<string, ShippedRows> {
  const source = openRecords({ store });
  const settings = profile(name);
  const rows = everyExperiment.map((experiment) => {
    const { found, missing } = storedRuns(settings, experiment, source);
    const drawn = found.map((run) => [
      run.id,
      exitScores(run.evaluation, 'accuracy'),
      run.config.exits.length > 1 ? policySweep(run, quantilePolicy(confidence)) : [],
    ]);
    const digest = createHash('sha256').update(JSON.stringify(drawn, rounded)).digest('hex').slice(0, 16);
    return [experiment.name, { found: found.length, missing: missing.length, rows: digest }];
  });
  return Object.fromEntries(rows);
}
