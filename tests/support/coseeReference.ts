import assert from 'node:assert/strict';
import { contributingExits, cosee, internalExits, sweetRouted } from '../../src/methods';
import { coseeSignals } from '../../src/signals';
import { type Followed, type Following, itFollowsEach } from './reference';

/** What tests/oracle/make_cosee_fixtures.py trained. */
interface CoseeCase extends Omit<Followed, 'method' | 'steps' | 'trainSize' | 'epochs'> {
  readonly signal: string;
  readonly beta0: number;
  readonly alpha: number;
  readonly margin: number;
  readonly average: 'contributing' | 'internal';
  readonly routed: boolean;
  readonly steps: readonly (Followed['steps'][number] & {
    readonly thresholds: readonly number[];
    /** How many internal exits had both right and wrong samples. */
    readonly counted: number;
  })[];
}

const averages = { contributing: contributingExits, internal: internalExits };

function followedOf({ average, routed, steps, ...example }: CoseeCase): Followed {
  const signal = coseeSignals.find(({ name }) => name === example.signal);
  assert.ok(signal, example.signal);
  const { beta0, alpha, margin } = example;
  const constants = { beta0, alpha, margin, average: averages[average] };
  const method = cosee({ signal, ...constants, thresholds: steps.map(({ thresholds }) => thresholds) });
  return {
    ...example,
    ...{ steps, epochs: 1, trainSize: steps.length * example.batch },
    method: routed ? sweetRouted(method) : method,
  };
}

/** Tests, one for each case of `NAME.json`: COSEE's losses, notes and logits under its thresholds. */
export const itFollowsCosee = (
  name: string,
  encoder: string,
  skip: string | false,
  following: Following = {},
): void => itFollowsEach(name, encoder, skip, followedOf, following);
