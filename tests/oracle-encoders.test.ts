import { before, describe } from 'node:test';
import { prepareTestBackend } from './support/backend';
import { itMatchesTransformers } from './support/oracle/encoders';

const rounding = { values: 1e-5, gradients: 1e-4 };

for (const architecture of [
  'roberta',
  'electra',
  'distilbert',
  'albert',
  'deberta',
  'deberta-v2',
  'modernbert',
])
  describe(`${architecture} against Hugging Face Transformers`, () => {
    before(prepareTestBackend);
    itMatchesTransformers(architecture, rounding);
  });
