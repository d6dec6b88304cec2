import { cosee, everyMethod, sweetRouted, vanilla } from '../../methods';
import { coseeSignals } from '../../signals';
import type { Method } from '../../types';
import { methodFingerprint } from './methodFingerprint';
import type { RunSizes } from './problem';

/** The sizes at which the fingerprints below were taken. */
const SIZES: RunSizes = { depths: [1, 2, 3], classes: 3, steps: 8, stepsPerEpoch: 4 };

/** The methods that had runs when runs were identified by name and constants alone, each with its default constants. */
export const recordedMethods: readonly Method[] = [
  ...everyMethod,
  sweetRouted(vanilla),
  ...coseeSignals.map((signal) => sweetRouted(cosee({ signal }))),
];

/**
 * What they computed then. A run of a method that still computes this keeps its id. The table is never changed: a method
 * that comes to compute something else has new runs.
 */
const fingerprints: Readonly<Record<string, string>> = {
  'multi-model': 'e9617c7d0c60',
  'early-exit': 'c84ccf121d63',
  sweet: '2d47e4cfd019',
  'multi-model-lte': '2a04cb8cb4c6',
  'early-exit-lte': '3e88472bf80d',
  'sweet-lte': '25ebd15b59fe',
  berxit: '127854584c5a',
  vanilla: '5070f8933ce9',
  'swm-energy': 'ece0d15b7494',
  'osc-energy': '34a854cc36af',
  'cosee-energy': '1ad0b0ff3c59',
  'swm-entropy': '1fb54c135abf',
  'osc-entropy': '6e447650b4c9',
  'cosee-entropy': '91f3db4bd2db',
  'swm-softmax': '309f1d6baae9',
  'osc-softmax': '328a917194b9',
  'cosee-softmax': 'cdb243cc0683',
  'vanilla-sweet': '45724a076d0e',
  'cosee-energy-sweet': '574fdb50706d',
  'cosee-entropy-sweet': '787be4cb8c3c',
  'cosee-softmax-sweet': '980dc3a9be8e',
};

const known = new Map<string, boolean>();

/** Whether the lab's method of that name computes what it did when its name and constants identified its runs. */
export function isAsRecorded(name: string): boolean {
  const method = recordedMethods.find((recorded) => recorded.name === name);
  if (!method) return false;
  const same = known.get(name) ?? methodFingerprint(method, SIZES) === fingerprints[name];
  known.set(name, same);
  return same;
}
