export { exportOnnx, type OnnxOptions } from './exportOnnx';
