export { confidence } from './confidence';
