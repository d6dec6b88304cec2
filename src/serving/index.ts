export { descriptionOf } from './description';
export type { Limits } from './routes';
export { type Served, type Service, serve } from './service';
