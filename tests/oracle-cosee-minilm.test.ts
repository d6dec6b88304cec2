import { describe } from 'node:test';
import { itFollowsCosee } from './support/coseeReference';
import { miniLm } from './support/miniLm';

describe('COSEE of MiniLM follows PyTorch', () => {
  const folder = miniLm();
  itFollowsCosee('cosee-minilm', folder ?? '', folder === null && 'MiniLM is not installed');
});
