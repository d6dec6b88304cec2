require('./node-compat.cjs');
const tf = require('@tensorflow/tfjs-node-gpu');

const product = tf.matMul([[3]], [[14]]).dataSync()[0];
if (tf.getBackend() !== 'tensorflow' || product !== 42) {
  throw new Error(`expected 42 from TensorFlow, got ${product} from ${tf.getBackend()}`);
}
