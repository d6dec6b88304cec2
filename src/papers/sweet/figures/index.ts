/** The tables and figures of the SWEET paper. */
import type { PaperFigure } from '../../../figures/paperFigure';
import { fig4, fig5, fig6, fig7, fig8, fig10 } from './curves';
import { table1, table3, table4 } from './exits';
import { alongTraining, fig3, fig9 } from './gradients';
import { table2 } from './learningRates';

export { sweetContents } from './contents';

/** In the paper's order. A figure of the appendix follows the one that it repeats. */
export const sweetFigures: readonly PaperFigure[] = [
  fig3,
  fig9,
  alongTraining,
  table1,
  fig4,
  fig5,
  fig6,
  fig7,
  table4,
  fig8,
  table2,
  table3,
  fig10,
];
