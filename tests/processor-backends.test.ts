/** The backends for a machine without TensorFlow and without a GPU. */
import { before, describe, it } from 'node:test';
import { openBackend } from '../src/backend/open';
import { assertEachClose } from './support/close';
import { pieceValues } from './support/deviceWork';
import { itMatchesEncoder } from './support/oracle/encoder';
import { itMatchesOperations } from './support/oracle/operations';

for (const name of ['wasm', 'cpu'] as const) {
  describe(`operations and a forward pass on ${name} against PyTorch`, () => {
    before(() => openBackend(name, () => undefined));
    itMatchesOperations(1e-5);
    itMatchesEncoder(1e-5);
  });
}

describe('what losses and signals are made of', () => {
  it('is the same on wasm as in plain JavaScript, with its gradients', async () => {
    await openBackend('cpu', () => undefined);
    const expected = await pieceValues();
    await openBackend('wasm', () => undefined);
    const found = await pieceValues();
    for (const [name, [value, gradient]] of Object.entries(expected)) {
      assertEachClose(found[name][0], value, { relative: 1e-5, absolute: 1e-6 }, name);
      assertEachClose(found[name][1], gradient, { relative: 1e-5, absolute: 1e-6 }, `gradient of ${name}`);
    }
  });
});
