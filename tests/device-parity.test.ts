/** Every operation, a forward pass and its gradients on a GPU's backend, against PyTorch. */
import { before, describe } from 'node:test';
import { prepareTestBackend } from './support/backend';
import { chooseDevice } from './support/device';
import { itMatchesEncoder } from './support/oracle/encoder';
import { itMatchesGradients, wirings } from './support/oracle/gradients';
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
  itMatchesGradients(CLOSE, wirings.slice(0, 2));
});
