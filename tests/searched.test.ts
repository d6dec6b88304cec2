/** The frozen choices of the searches, made again from the runs of the searches that ship. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  chosenConstants,
  chosenOwnConstants,
  chosenRates,
  constantsRows,
  learningRateRows,
  onEvaluationSet,
  ownConstantRows,
} from '../src/analysis';
import { type Experiment, profile } from '../src/experiments';
import { openRecords, storedRuns } from '../src/experiments/records';
import { searched } from '../src/experiments/searched';
import { mapValues } from '../src/named';
import { coseeSearch, learningRateSearch, ownConstantsSearch } from '../src/papers';
import { calibratedConfidence, quantilePolicy } from '../src/policies';
import { energy } from '../src/signals';

for (const name of ['shipped', 'real']) {
  const settings = profile(name);
  const source = openRecords({ store: '/nowhere' });
  const runsOf = (search: Experiment) => {
    const { found, missing } = storedRuns(settings, search, source);
    return missing.length === 0 ? found : null;
  };

  describe(`the choices of the searches on the ${name} profile`, () => {
    const rated = runsOf(learningRateSearch);
    it('has the learning rates that the runs give', { skip: !rated && 'these runs do not ship' }, () => {
      assert.ok(rated?.every(({ config }) => config.split === 'held-out'));
      const rows = learningRateRows(rated ?? [], calibratedConfidence, onEvaluationSet);
      const rates = mapValues(chosenRates(rows), ({ value }) => value);
      assert.deepEqual(rates, searched(name).learningRates);
    });

    const combined = runsOf(coseeSearch);
    it('has the constants of COSEE that the runs give', {
      skip: !combined && 'these runs do not ship',
    }, () => {
      assert.ok(combined?.every(({ config }) => config.split === 'held-out'));
      const rows = constantsRows(combined ?? [], quantilePolicy(energy), onEvaluationSet);
      assert.deepEqual(chosenConstants(rows).value, searched(name).cosee);
    });

    const own = runsOf(ownConstantsSearch);
    it('has the constants of other methods that the runs give', {
      skip: !own && 'these runs do not ship',
    }, () => {
      assert.ok(own?.every(({ config }) => config.split === 'held-out'));
      const choices = chosenOwnConstants(ownConstantRows(own ?? [], onEvaluationSet));
      assert.deepEqual(
        mapValues(choices, ({ value }) => value),
        searched(name).ownConstants,
      );
    });
  });
}
