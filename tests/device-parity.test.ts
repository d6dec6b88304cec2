/** Every operation, a forward pass and its gradients on a GPU's backend, against PyTorch. */
import { before, describe } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { chooseKernels } from '../src/backend/webgpu/chooseKernels';
import { prepareTestBackend } from './support/backend';
import { chooseDevice } from './support/device';
import { itMatchesEncoder } from './support/oracle/encoder';
import { itComposesGradients, itMatchesGradients, wirings } from './support/oracle/gradients';
import { itMatchesOperations } from './support/oracle/operations';

const CLOSE = 1e-4;
const skip = chooseDevice();

describe('operations on the device against PyTorch in float64', { skip }, () => {
  before(prepareTestBackend);
  itMatchesOperations(CLOSE);
});

describe('a small BERT on the device against Hugging Face Transformers', { skip }, () => {
  before(prepareTestBackend);
  itMatchesEncoder(CLOSE);
});

describe('gradients on the device', { skip }, () => {
  before(prepareTestBackend);
  itMatchesGradients(CLOSE, wirings);
  itComposesGradients(CLOSE, wirings.slice(0, 1));
});

describe("the same with a graphics card's kernels, whatever the device is", { skip }, () => {
  before(async () => {
    await prepareTestBackend();
    if (tf.getBackend() === 'webgpu') chooseKernels(false);
  });
  itMatchesOperations(CLOSE);
  itMatchesEncoder(CLOSE);
  itMatchesGradients(CLOSE, wirings.slice(0, 1));
});
