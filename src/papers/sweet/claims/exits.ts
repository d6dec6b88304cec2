/** Claims about each exit alone (Table 1). */
import { type Claim, contrastClaim, gap, largerGain, less, placesOf, single } from '../../../claims';
import { exits } from '../views';
import { EE, each, fastest, MM, SW } from './words';

const half = (terms: ReturnType<typeof gap>) => terms.map((term) => ({ ...term, weight: term.weight / 2 }));

export const exitClaims: readonly Claim[] = [
  contrastClaim({
    statement: 'Multi-Model beats Early-Exit at every exit',
    where: '§3.2, Table 1',
    view: exits,
    paper: 'BERT-base +3.6, +1.1, +0.3, +1.2',
    parts: (rows) => each(placesOf(rows), 'exit', MM, EE),
  }),
  contrastClaim({
    statement: 'Multi-Model beats Early-Exit on average over the exits',
    where: '§3.2, Table 1',
    view: exits,
    paper: 'BERT +1.7, with DeBERTa +2.3',
    parts: (rows) => single(gap(MM, EE, placesOf(rows))),
  }),
  contrastClaim({
    statement: 'That gap is larger at the first exit than at the others',
    where: '§3.2, Table 1',
    view: exits,
    paper: 'BERT +3.5 at the first exit, in BERT-base 2.7 more than at the others',
    parts(rows) {
      const [first, ...others] = placesOf(rows);
      return largerGain(`exit ${first}`, gap(MM, EE, [first]), gap(MM, EE, others));
    },
  }),
  contrastClaim({
    statement: 'SWEET beats Early-Exit at the first exit',
    where: '§4.2, Table 1',
    view: exits,
    paper: 'BERT +3.4',
    parts: (rows) => single(gap(SW, EE, [fastest(rows)])),
  }),
  contrastClaim({
    statement: 'SWEET closes more than half of the gap between Early-Exit and Multi-Model at the first exit',
    where: '§4.2, Table 1',
    view: exits,
    paper: 'BERT-base all of it (1.8 above half)',
    parts(rows) {
      const first = [fastest(rows)];
      const whole = gap(MM, EE, first);
      return [
        { label: 'the gap', terms: whole },
        { label: "SWEET's gain less half of the gap", terms: less(gap(SW, EE, first), half(whole)) },
      ];
    },
  }),
  contrastClaim({
    statement: 'SWEET beats Early-Exit on average over the exits',
    where: '§4.2, Table 1',
    view: exits,
    paper: 'BERT +1.2, with DeBERTa +1.1',
    parts: (rows) => single(gap(SW, EE, placesOf(rows))),
  }),
  contrastClaim({
    statement: 'Early-Exit beats SWEET at the last two exits',
    where: '§4.2, Table 1',
    view: exits,
    paper: '+0.9 on average (BERT-base +0.4, +1.3)',
    parts: (rows) => single(gap(EE, SW, placesOf(rows).slice(-2))),
  }),
];
