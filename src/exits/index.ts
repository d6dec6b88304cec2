export { cascaded } from './cascaded';
export { ensembled } from './ensembled';
export * from './forward';
export { gated } from './gated';
export { parameterGroups } from './groups';
export { hashed } from './hashed';
export { linearExit } from './linear';
export * from './model';
export { extrasOf, readExit } from './readExit';
