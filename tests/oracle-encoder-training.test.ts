import { describe } from 'node:test';
import { itTrainsAsTransformers } from './support/encoderTraining';

for (const architecture of ['roberta', 'albert', 'deberta', 'deberta-v2', 'modernbert'])
  describe(`training ${architecture} follows PyTorch and Transformers`, () => {
    itTrainsAsTransformers(architecture);
  });
