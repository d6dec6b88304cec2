import { berxit, cosee, coseeMethods, learningMethods, methods, sweetRouted, vanilla } from '../../methods';
import { coseeSignals } from '../../signals';
import type { Method } from '../../types';
import { methodFingerprint } from './methodFingerprint';
import type { RunSizes } from './problem';

/** The sizes for the fingerprints below. */
const SIZES: RunSizes = { depths: [1, 2, 3], classes: 3, steps: 8, stepsPerEpoch: 4 };

/** The methods that had runs when only name and constants identified a run, with their default constants. */
export const recordedMethods: readonly Method[] = [
  ...methods,
  ...learningMethods,
  berxit,
  ...coseeMethods,
  sweetRouted(vanilla),
  ...coseeSignals.map((signal) => sweetRouted(cosee({ signal }))),
];

/**
 * The fingerprints of their computation at that time. A run of a method that still has this fingerprint keeps its id.
 * The table never changes. If a method changes its computation, it has new runs.
 */
const fingerprints: Readonly<Record<string, string>> = {
  'multi-model': 'd3e17e9842c5',
  'early-exit': 'a7e8ecb41540',
  sweet: 'ed2c5d4821e1',
  'multi-model-lte': 'f66ee855040d',
  'early-exit-lte': '46b541cf63b1',
  'sweet-lte': '3be8918e8c5d',
  berxit: 'd4eb2916a19b',
  vanilla: 'e6f1b352790d',
  'swm-energy': 'b764d9ed3e93',
  'osc-energy': '4161d1e94081',
  'cosee-energy': '56bed2670da2',
  'swm-entropy': '78e0ed544625',
  'osc-entropy': '225f2e62bac6',
  'cosee-entropy': '0f5808b9cbf3',
  'swm-softmax': '196d5cb155aa',
  'osc-softmax': 'd738b0dfaaf0',
  'cosee-softmax': '521db77cc4e2',
  'vanilla-sweet': '8418a687837c',
  'cosee-energy-sweet': '510cfcbbb255',
  'cosee-entropy-sweet': '223b1d676a00',
  'cosee-softmax-sweet': 'efa36e924204',
};

const known = new Map<string, boolean>();

/**
 * Whether the lab's method with this name still computes what it did when only name and constants identified its runs.
 */
export function isAsRecorded(name: string): boolean {
  const method = recordedMethods.find((recorded) => recorded.name === name);
  if (!method) return false;
  const same = known.get(name) ?? methodFingerprint(method, SIZES) === fingerprints[name];
  known.set(name, same);
  return same;
}
