/** Twenty steps of every method on a GPU's backend, against PyTorch. */
import { before, describe } from 'node:test';
import { prepareTestBackend } from './support/backend';
import { itFollowsCosee } from './support/coseeReference';
import { chooseDevice } from './support/device';
import { fixturePath } from './support/fixtures';
import { itFollows, onDevice } from './support/reference';

const skip = chooseDevice();
const tinyBert = fixturePath('tiny-bert');

describe('training on the device follows PyTorch', { skip }, () => {
  before(prepareTestBackend);
  itFollows('tiny', tinyBert, skip, {
    closeness: onDevice,
    only: ['early-exit.cls.shared', 'sweet.mean.none', 'multi-model.cls.per-exit'],
  });
  itFollowsCosee('cosee-tiny', tinyBert, skip, {
    closeness: onDevice,
    only: ['energy', 'softmax of few, routed'],
  });
});
