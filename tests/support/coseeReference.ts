import assert from 'node:assert/strict';
import { contributingExits, cosee, internalExits, sweetRouted } from '../../src/methods';
import { coseeSignals } from '../../src/signals';
import type { Method } from '../../src/types';
import { type Followed, type Following, itFollowsEach } from './reference';

/** What tells a case of COSEE apart, and the thresholds that each of its steps was given. */
export interface CoseeConstants {
  readonly signal: string;
  readonly beta0: number;
  readonly alpha: number;
  readonly margin: number;
  readonly average: 'contributing' | 'internal';
  readonly routed: boolean;
  readonly steps: readonly { readonly thresholds: readonly number[] }[];
}

/** What tests/oracle/make_cosee_fixtures.py trained. */
interface CoseeCase extends CoseeConstants, Omit<Followed, 'method' | 'steps' | 'trainSize' | 'epochs'> {
  readonly steps: readonly (Followed['steps'][number] & {
    readonly thresholds: readonly number[];
    /** How many internal exits had both right and wrong samples. */
    readonly counted: number;
  })[];
}

const averages = { contributing: contributingExits, internal: internalExits };

/** COSEE with the constants of a case and its thresholds. */
export function coseeOf({ average, routed, steps, ...constants }: CoseeConstants): Method {
  const signal = coseeSignals.find(({ name }) => name === constants.signal);
  assert.ok(signal, constants.signal);
  const { beta0, alpha, margin } = constants;
  const thresholds = steps.map((step) => step.thresholds);
  const method = cosee({ signal, beta0, alpha, margin, average: averages[average], thresholds });
  return routed ? sweetRouted(method) : method;
}

function followedOf(example: CoseeCase): Followed {
  const { steps, batch } = example;
  return { ...example, epochs: 1, trainSize: steps.length * batch, method: coseeOf(example) };
}

/** Tests, one for each case of `NAME.json`: COSEE's losses, notes and logits under its thresholds. */
export const itFollowsCosee = (
  name: string,
  encoder: string,
  skip: string | false,
  following: Following = {},
): void => itFollowsEach(name, encoder, skip, followedOf, following);
