/** The backends for a machine without TensorFlow and without a GPU. */
import { before, describe } from 'node:test';
import { openBackend } from '../src/backend/open';
import { itMatchesEncoder } from './support/oracle/encoder';
import { itMatchesOperations } from './support/oracle/operations';

for (const name of ['wasm', 'cpu'] as const) {
  describe(`operations and a forward pass on ${name} against PyTorch`, () => {
    before(() => openBackend(name, () => undefined));
    itMatchesOperations(1e-5);
    itMatchesEncoder(1e-5);
  });
}
