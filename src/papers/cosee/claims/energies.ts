/** Claims about the energies of exits (Fig. 3 and 7). */
import { above, type Claim, contrastClaim, placesOf, score, single } from '../../../claims';
import { energy, plainEnergy } from '../../../signals';
import { alignment, boundary, NOWHERE } from '../energies';
import { COSEE } from './words';

const between = (policy: string, weight: number) => ({ method: COSEE, policy, x: NOWHERE, weight });

export const energyClaims: readonly Claim[] = [
  contrastClaim({
    statement:
      'Normalisation aligns the energies of the exits: a smaller share of their variance lies between exits (in points)',
    where: '§3.5, Fig. 3',
    view: alignment,
    paper: 'histograms of layers 2, 6 and 10, no number is given',
    parts: () => single([between(plainEnergy.name, 1), between(energy.name, -1)]),
  }),
  contrastClaim({
    statement:
      'Examples near the boundary of the classes leave at deep exits: more than half of the pairs of examples leave in ' +
      'that order',
    where: '§5.1, Fig. 7',
    view: boundary,
    paper: 'histograms of one task, no number is given',
    side: above(50),
    parts: (rows) => placesOf(rows).map((x) => ({ label: `${x}x`, terms: score(COSEE, [x]) })),
  }),
];
