/** The experiments of the field, beside the systems of COSEE's Table 2. */
import { cells, type Experiment, experimentOf } from '../../experiments/experiment';
import { ownConstants } from '../../methods';
import { atEveryBlock } from '../cosee/everyBlock';

/** Every method of another paper that has a constant of its own, with every value of it. */
export const ownConstantsSearch: Experiment = experimentOf('cosee', {
  name: 'own-constants',
  about: 'the constant that each method of the field has of its own',
  runs: (profile) =>
    cells(
      atEveryBlock(profile),
      Object.values(ownConstants).flatMap(({ values, withValue }) => values.map(withValue)),
    ),
});
