export { equilibrium } from './equilibrium';
export { stopped } from './stopped';
export { straight } from './straight';
