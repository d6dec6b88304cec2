import { before, describe } from 'node:test';
import { prepareTestBackend } from './support/backend';
import { itMatchesGradients } from './support/oracle/gradients';

describe('gradients of a batch', () => {
  before(prepareTestBackend);
  itMatchesGradients(1e-5);
});
