export { exportOnnx } from './exportOnnx';
