export { cascaded } from './cascaded';
export { ensembled } from './ensembled';
export * from './forward';
export { gated } from './gated';
export { parameterGroups } from './groups';
export { linearExit } from './linear';
export { isLossParameter, lossParameter, withLossParameter } from './lossParameter';
export * from './model';
export { extrasOf, readExit } from './readExit';
