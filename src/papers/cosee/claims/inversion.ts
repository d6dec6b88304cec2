/** Claims about the ranking of difficulty by the energy (Fig. 5). */
import { above, type Claim, contrastClaim, placesOf, score, single } from '../../../claims';
import { inversion, trueInversion } from '../measures';
import { COSEE, deep, gain, larger, OSC, SWM, shallow } from './words';

export const inversionClaims: readonly Claim[] = [
  contrastClaim({
    statement: 'OSC raises the difficulty inversion score: the signal ranks difficulty better',
    where: '§4.5, Fig. 5',
    view: inversion,
    paper: 'heat map, two tasks',
    parts: (rows) => single(gain(OSC, placesOf(rows))),
  }),
  contrastClaim({
    statement: 'SWM raises it too',
    where: '§4.5, Fig. 5',
    view: inversion,
    paper: 'heat map, two tasks',
    parts: (rows) => single(gain(SWM, placesOf(rows))),
  }),
  contrastClaim({
    statement: 'Both raise it more at the shallow half of the exits than at the deep half',
    where: '§4.5, Fig. 5',
    view: inversion,
    paper: 'heat map, layers 2, 6 and 10',
    parts: (rows) => [
      ...larger('SWM', SWM, shallow(rows), deep(rows)),
      ...larger('OSC', OSC, shallow(rows), deep(rows)),
    ],
  }),
  contrastClaim({
    statement: 'COSEE raises the score against the true difficulty of graded tasks as well',
    where: 'beyond the paper',
    view: trueInversion,
    paper: 'not asked',
    parts: (rows) => single(gain(COSEE, placesOf(rows))),
  }),
  contrastClaim({
    statement: "COSEE's energy ranks the true difficulty better than chance, 50",
    where: 'beyond the paper',
    view: trueInversion,
    paper: 'not asked',
    side: above(50),
    parts: (rows) => single(score(COSEE, placesOf(rows))),
  }),
];
