/** The tables and figures of the COSEE paper. */
import type { PaperFigure } from '../../../figures/paperFigure';
import { fig4, fig6, fig8, fig9, signalsFigure, togetherFigure } from './curves';
import { table1 } from './datasets';
import { fig1Difficulty } from './difficulties';
import { fig1, fig7 } from './distributions';
import { fig3, fig5 } from './energy';
import { constants, table2, table3, table4 } from './tables';

export { coseeContents } from './contents';

/** In the paper's order. A figure beyond the paper follows the one that it extends. */
export const coseeFigures: readonly PaperFigure[] = [
  fig1,
  fig1Difficulty,
  fig3,
  table1,
  fig4,
  table2,
  constants,
  fig5,
  fig6,
  fig7,
  fig8,
  fig9,
  signalsFigure,
  table3,
  table4,
  togetherFigure,
];
