import { describe } from 'node:test';
import { miniLm } from './support/miniLm';
import { itFollows } from './support/reference';

describe('training MiniLM follows PyTorch', () => {
  const folder = miniLm();
  itFollows('minilm', folder ?? '', folder === null && 'MiniLM is not installed');
});
