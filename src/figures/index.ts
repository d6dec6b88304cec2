export { conflictHeatmap } from './conflictHeatmap';
export { averageCurve, tradeoffCurve } from './curves';
export { difficultyCurves } from './difficultyCurves';
export { individualExitsTable } from './individualExitsTable';
export type { FigureOptions } from './options';
export { renderPng, renderSvg } from './render';
export { figuresFolder, type SavedFigure, saveFigure, toCsv } from './save';
export { type MethodStyle, methodStyles, methodTitle } from './style';
export { trainingCurves } from './trainingCurves';
