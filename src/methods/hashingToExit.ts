import { LabError } from '../errors';
import { says } from '../exits/gated';
import { hashed } from '../exits/hashed';
import { hashExit } from '../policies/hash';
import type { Method } from '../types';

/**
 * A method whose examples leave by a hash of their tokens, after HashEE (Sun et al. 2022): the exit of a text is known
 * before the encoder runs. The training is that of the method, because the hash has no parameters; HashEE also trains
 * with tokens that have left. Throws LabError for a method that already has the hash.
 */
export function hashingToExit(method: Method): Method {
  checkWithoutHash(method);
  return {
    ...method,
    name: `${method.name}-hash`,
    title: `${method.title}, hashing to exit`,
    exit: hashed(method.exit),
    decides: hashExit,
  };
}

function checkWithoutHash({ title, exit }: Method): void {
  if (!says(exit, 'rarity')) return;
  throw new LabError(
    'hashingToExit: expected a method without the extra `rarity`, such as sweet; ' +
      `got ${title}, which already has it; use the method without hashingToExit`,
  );
}
