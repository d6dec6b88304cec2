/** Claims about speed against accuracy (Fig. 4 to 6). */
import { above, type Claim, contrastClaim, gap, single, within } from '../../../claims';
import { speeds } from '../views';
import { COMPARABLE, EE, each, fastest, MM, SW } from './words';

export const speedClaims: readonly Claim[] = [
  contrastClaim({
    statement: 'Multi-Model beats Early-Exit at fast speeds, up to a quarter of the full cost',
    where: '§3.3, Fig. 4',
    view: speeds,
    paper: 'curves, at the fastest +3.6 (Table 1, BERT-base)',
    parts: (rows) => each([fastest(rows), 1 / 4], 'cost', MM, EE),
  }),
  contrastClaim({
    statement: 'Early-Exit beats Multi-Model at slow speeds, from half the full cost on',
    where: '§3.3, Fig. 4',
    view: speeds,
    paper: 'curves',
    parts: () => each([1 / 2, 3 / 4, 1], 'cost', EE, MM),
  }),
  contrastClaim({
    statement: 'SWEET beats Early-Exit at the fastest speed',
    where: '§4.2, Fig. 5',
    view: speeds,
    paper: 'all four models, +3.6 (Table 1, BERT-base)',
    parts: (rows) => single(gap(SW, EE, [fastest(rows)])),
  }),
  contrastClaim({
    statement:
      `SWEET is comparable to Multi-Model at the fastest speed, or better (at most ${COMPARABLE} point ` +
      'below)',
    where: '§4.2, Fig. 5',
    view: speeds,
    paper: '0.0 (Table 1, BERT-base)',
    side: above(-COMPARABLE),
    parts: (rows) => single(gap(SW, MM, [fastest(rows)])),
  }),
  contrastClaim({
    statement: `SWEET stays comparable to Early-Exit at slow speeds (within ${COMPARABLE} point)`,
    where: '§4.2, Fig. 5',
    view: speeds,
    paper: '"comparable", curves; -1.3 at the last exit (Table 1, BERT-base)',
    side: within(COMPARABLE),
    parts: () => each([3 / 4, 1], 'cost', SW, EE),
  }),
  contrastClaim({
    statement: 'Early-Exit surpasses SWEET at the full cost',
    where: '§4.2, Fig. 5',
    view: speeds,
    paper: '3 of 4 models',
    parts: () => single(gap(EE, SW, [1])),
  }),
];
