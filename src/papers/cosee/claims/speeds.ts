/** Claims about the ablation at increasing speed-ups (Fig. 4) and at each exit alone. */
import { type Claim, contrastClaim, gap, single } from '../../../claims';
import { exits, speeds } from '../views';
import { accelerated, COSEE, deep, gain, HIGH, high, larger, low, OSC, SWM, shallow } from './words';

export const speedClaims: readonly Claim[] = [
  contrastClaim({
    statement: 'Sample weighting (SWM) alone improves on vanilla training when examples leave early',
    where: '§4.5, Fig. 4',
    view: speeds,
    paper: 'curves, all four tasks',
    parts: (rows) => single(gain(SWM, accelerated(rows))),
  }),
  contrastClaim({
    statement: 'Signal calibration (OSC) alone improves on vanilla training when examples leave early',
    where: '§4.5, Fig. 4',
    view: speeds,
    paper: 'curves, all four tasks',
    parts: (rows) => single(gain(OSC, accelerated(rows))),
  }),
  contrastClaim({
    statement: `Each of them gains more at high speed-ups, from ${HIGH}x on, than at lower ones`,
    where: '§4.5, Fig. 4',
    view: speeds,
    paper: 'curves, all four tasks',
    parts: (rows) => [
      ...larger('SWM', SWM, high(rows), low(rows)),
      ...larger('OSC', OSC, high(rows), low(rows)),
    ],
  }),
  contrastClaim({
    statement: 'Both together are the best: better than vanilla and than each alone',
    where: '§4.5, Fig. 4',
    view: speeds,
    paper: 'curves, all four tasks',
    parts: (rows) => [
      { label: 'vanilla', terms: gain(COSEE, accelerated(rows)) },
      { label: 'SWM', terms: gap(COSEE, SWM, accelerated(rows)) },
      { label: 'OSC', terms: gap(COSEE, OSC, accelerated(rows)) },
    ],
  }),
  contrastClaim({
    statement: 'SWM and OSC help the shallow half of the exits more than the deep half',
    where: '§4.5',
    view: exits,
    paper: '"particularly shallow ones", no number is given',
    parts: (rows) => [
      ...larger('SWM', SWM, shallow(rows), deep(rows)),
      ...larger('OSC', OSC, shallow(rows), deep(rows)),
    ],
  }),
];
