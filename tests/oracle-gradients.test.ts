import { before, describe } from 'node:test';
import { prepareTestBackend } from './support/backend';
import { itComposesGradients, itMatchesGradients } from './support/oracle/gradients';

describe('gradients of a batch', () => {
  before(prepareTestBackend);
  itMatchesGradients(1e-5);
  itComposesGradients(1e-5);
});
