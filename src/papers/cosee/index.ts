import type { Paper } from '../../figures';
import { coseeClaims } from './claims';
import { everyBlock } from './everyBlock';
import { coseeExperiments } from './experiments';
import { coseeContents, coseeFigures } from './figures';

export { everyBlock } from './everyBlock';
export {
  ablation,
  consistency,
  coseeSearch,
  sharpness,
  signalComparison,
  signalParts,
  systems,
  together,
} from './experiments';

/** The COSEE paper (He et al. 2025). */
export const coseePaper: Paper = {
  name: 'cosee',
  title: 'COSEE',
  experiments: coseeExperiments,
  claims: coseeClaims,
  figures: coseeFigures,
  contents: coseeContents,
  settings: everyBlock,
};
