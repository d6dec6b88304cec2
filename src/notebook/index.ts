export { check, demand } from './checks';
export { type Comparison, checkBetter, checkClaims } from './claims';
export { display, liveDisplay, type MimeBundle } from './display';
export { showFigure } from './figure';
export { showPlotly } from './plotly';
export { type ProgressOutput, progressBar } from './progress';
export { runExperiment } from './runs';
export { showSource } from './source';
export { type Frame, htmlTable, showTable, textTable } from './table';
