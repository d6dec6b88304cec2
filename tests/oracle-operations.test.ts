import { before, describe } from 'node:test';
import { prepareTestBackend } from './support/backend';
import { itMatchesOperations } from './support/oracle/operations';

describe('operations against PyTorch in float64', () => {
  before(prepareTestBackend);
  itMatchesOperations(2e-6);
});
