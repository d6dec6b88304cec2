export { check, demand } from './checks';
export { display, liveDisplay, type MimeBundle } from './display';
export { showFigure } from './figure';
export { untilInterrupted } from './interrupt';
export { showPlotly } from './plotly';
export { type Profile, profile, profileRun } from './profile';
export { type ProgressOutput, progressBar } from './progress';
export { type Frame, htmlTable, showTable, textTable } from './table';
