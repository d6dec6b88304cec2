export { equilibrium } from './equilibrium';
export { scheduled } from './scheduled';
export { stopped } from './stopped';
export { straight } from './straight';
