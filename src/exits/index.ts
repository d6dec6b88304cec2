export { cascaded } from './cascaded';
export { ensembled } from './ensembled';
export * from './forward';
export { gated } from './gated';
export { parameterGroups } from './groups';
export { linearExit } from './linear';
export * from './model';
export { plainModel } from './plain';
export { extrasOf, readExit } from './readExit';
