export type { EarlyExitEntry } from './entry';
export { exportModel } from './exportModel';
export { type ExportedModel, openExported } from './openExported';
