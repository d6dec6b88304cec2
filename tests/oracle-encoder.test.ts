import { before, describe } from 'node:test';
import { prepareTestBackend } from './support/backend';
import { itMatchesEncoder } from './support/oracle/encoder';

describe('a small BERT against Hugging Face Transformers', () => {
  before(prepareTestBackend);
  itMatchesEncoder(5e-6);
});
