import type { Paper } from '../../figures';
import { everyBlock } from '../cosee/everyBlock';
import { systems } from '../cosee/experiments';
import { fieldClaims } from './claims';
import { ownConstantsSearch } from './experiments';
import { fieldFigures } from './figures';

export { ownConstantsSearch };

/** The field: the systems of COSEE's Table 2 and others, trained on the same examples and read at equal cost. */
export const fieldPaper: Paper = {
  name: 'field',
  title: 'field',
  experiments: [systems, ownConstantsSearch],
  claims: fieldClaims,
  figures: fieldFigures,
  settings: everyBlock,
};
