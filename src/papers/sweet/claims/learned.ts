/** Claims about models with gates that learn when to leave (Table 4, Fig. 7). */
import { below, type Claim, contrastClaim, gap, placesOf, single, within } from '../../../claims';
import { learnedExits, learnedSpeeds } from '../views';
import { COMPARABLE, EE, each, fastest, MM, SW } from './words';

export const learnedClaims: readonly Claim[] = [
  contrastClaim({
    statement: 'With learning to exit too, Multi-Model beats Early-Exit at every exit',
    where: '§5, Table 4',
    view: learnedExits,
    paper: 'BERT-base +4.2, +3.1, +1.1, +0.1',
    parts: (rows) => each(placesOf(rows), 'exit', MM, EE),
  }),
  contrastClaim({
    statement: "With learning to exit too, SWEET's first two exits beat Early-Exit's",
    where: '§5, Table 4',
    view: learnedExits,
    paper: 'BERT-base +4.0, +1.9',
    parts: (rows) => single(gap(SW, EE, placesOf(rows).slice(0, 2))),
  }),
  contrastClaim({
    statement: "With learning to exit too, SWEET's last two exits fall below Early-Exit's",
    where: '§5, Table 4',
    view: learnedExits,
    paper: 'BERT-base -1.5, -1.2',
    side: below(0),
    parts: (rows) => single(gap(SW, EE, placesOf(rows).slice(-2))),
  }),
  contrastClaim({
    statement: 'With learning to exit, SWEET beats both baselines at fast speeds',
    where: '§5, Fig. 7',
    view: learnedSpeeds,
    paper: 'curves',
    parts(rows) {
      const places = [fastest(rows), 1 / 4];
      return [
        { label: 'Early-Exit', terms: gap(SW, EE, places) },
        { label: 'Multi-Model', terms: gap(SW, MM, places) },
      ];
    },
  }),
  contrastClaim({
    statement:
      'With learning to exit, SWEET stays comparable to Early-Exit at slow speeds (within ' +
      `${COMPARABLE} point)`,
    where: '§5, Fig. 7',
    view: learnedSpeeds,
    paper: 'curves',
    side: within(COMPARABLE),
    parts: () => each([3 / 4, 1], 'cost', SW, EE),
  }),
];
