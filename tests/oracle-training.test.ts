import { describe } from 'node:test';
import { fixturePath } from './support/fixtures';
import { itFollows } from './support/reference';

describe('training a small BERT of odd sizes follows PyTorch', () => {
  itFollows('tiny', fixturePath('tiny-bert'), false);
});
