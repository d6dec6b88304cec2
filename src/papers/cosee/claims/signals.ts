/** Claims about the signals (Fig. 8 and 9). */
import type { Arm } from '../../../analysis';
import { type Claim, contrastClaim, gap } from '../../../claims';
import { quantilePolicy } from '../../../policies';
import { coseeSignals } from '../../../signals';
import type { ExitSignal } from '../../../types';
import { signals } from '../views';
import { accelerated, COSEE, VANILLA } from './words';

const vanillaBy = (signal: ExitSignal): Arm => ({ method: VANILLA, policy: quantilePolicy(signal).title });

export const signalClaims: readonly Claim[] = [
  contrastClaim({
    statement: 'COSEE with the energy beats COSEE with the entropy and with the softmax score',
    where: '§5.2, Fig. 8 and 9',
    view: signals,
    paper: '3 of 4 tasks (SST-2, QNLI, QQP)',
    parts: (rows) =>
      ['entropy', 'softmax'].map((other) => ({
        label: other,
        terms: gap(COSEE, `cosee-${other}`, accelerated(rows)),
      })),
  }),
  contrastClaim({
    statement: 'COSEE improves on vanilla training with every signal',
    where: '§5.2, Fig. 8 and 9',
    view: signals,
    paper: 'curves, all four tasks',
    parts: (rows) =>
      coseeSignals.map((signal) => ({
        label: signal.name,
        terms: gap(`cosee-${signal.name}`, vanillaBy(signal), accelerated(rows)),
      })),
  }),
  ...coseeSignals.slice(1).map((signal) =>
    contrastClaim({
      statement: `With the ${signal.name} too, SWM and OSC each improve on vanilla training`,
      where: `§5.2, Fig. ${signal.name === 'entropy' ? 8 : 9}`,
      view: signals,
      paper: 'curves, all four tasks',
      parts: (rows) =>
        ['swm', 'osc'].map((part) => ({
          label: part.toUpperCase(),
          terms: gap(`${part}-${signal.name}`, vanillaBy(signal), accelerated(rows)),
        })),
    }),
  ),
];
