import type { Paper } from '../../figures';
import { sweetClaims } from './claims';
import { sweetExperiments } from './experiments';
import { sweetContents, sweetFigures } from './figures';

export {
  berxitRuns,
  comparison,
  conflicts,
  dataSizes,
  learnedExits,
  learningRateSearch,
  wiringOf,
  wirings,
} from './experiments';

/** The SWEET paper (Rotem et al. 2023). */
export const sweetPaper: Paper = {
  name: 'sweet',
  title: 'SWEET',
  experiments: sweetExperiments,
  claims: sweetClaims,
  figures: sweetFigures,
  contents: sweetContents,
};
