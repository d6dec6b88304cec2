export { blockTimeCurve } from './blockTimeCurve';
export { type CellBlock, cellBlocks, type TextCell } from './cellsTable';
export { type ClockRow, clockCurves } from './clockCurves';
export { conflictCurves } from './conflictCurves';
export { conflictHeatmap } from './conflictHeatmap';
export { constantsTable } from './constantsTable';
export { convergenceCurves } from './convergenceCurves';
export { averageCurve, dataSizeCurves, speedUpCurves, tradeoffCurve } from './curves';
export type { DifferenceRow } from './differenceLayers';
export { difficultyCurves } from './difficultyCurves';
export { encoderDrawing } from './encoderDrawing';
export { type ExitDepthRow, exitDepthCurves } from './exitDepthCurves';
export { type ExitShareRow, exitHistogram } from './exitHistogram';
export { gainCurves } from './gainCurves';
export { individualExitsTable } from './individualExitsTable';
export { inversionHeatmap } from './inversionHeatmap';
export { learningRatesTable } from './learningRatesTable';
export { methodCurves } from './methodCurves';
export type { FigureOptions } from './options';
export { type DrawnPaper, drawPaper, type Paper } from './paper';
export {
  type Drawing,
  type FigureOf,
  figureOf,
  type Material,
  meanCurve,
  optionsOf,
  type PaperFigure,
  taskCurves,
} from './paperFigure';
export { parametersTable } from './parametersTable';
export { plotlyStill } from './plotlyStill';
export type { Account, Printed } from './printed';
export { renderPng, renderSvg } from './render';
export { figuresFolder, type SavedFigure, saveFigure, toCsv } from './save';
export { type SignalBin, scoreHistograms } from './scoreHistograms';
export { sizeCurves } from './sizeCurves';
export { type Legend, legendOf, type MethodStyle, methodStyles, methodTitle } from './style';
export { systemsTable } from './systemsTable';
export { thresholdDraws } from './thresholdDraws';
export { thresholdTraces } from './thresholdTraces';
export { trainingCurves } from './trainingCurves';
export { type WeightRow, weightHills } from './weightHills';
export { wiringCurves } from './wiringCurves';
