import { LabError } from '../errors';
import { ownState, pondering } from '../exits/pondering';
import type { Method } from '../types';
import { checkExits, checkPondering, lambdasOf, type PalbertOptions, palbert, ponderedLoss } from './palbert';
import { withRemainder } from './palbert/exitDistribution';
import { exitsToPrior, geometricPrior } from './palbert/prior';

/** The options of PonderNet. */
export type PonderNetOptions = Pick<PalbertOptions, 'beta' | 'priorLambda'>;

/**
 * PonderNet (Banino et al. 2021) with the exits of an encoder as its steps. The λ-layer is one linear layer on the
 * features of the exit, the last exit gets the remainder of the distribution, and the divergence is KL(p‖prior):
 * L = Σ_i mean_n p_i^n L_i^n + β KL(p‖prior).
 *
 * The paper has no BERT, so β and λ_p are those of PALBERT's published code, which trains PonderNet beside PALBERT. The
 * paper draws the exit of an example from p, by Bernoulli(λ_i) at each exit. A policy of the lab is deterministic, so
 * examples leave by Q-exit: at q = 0.5 by the median of p.
 */
export function ponderNet({ beta = 0.5, priorLambda = 0.1 }: PonderNetOptions = {}): Method {
  checkPondering('PonderNet', { beta, priorLambda });
  if (priorLambda === 1)
    throw new LabError(
      'PonderNet, priorLambda: expected a probability below 1, got 1; the divergence from a prior that is 0 at later ' +
        'exits is infinite',
    );
  return {
    ...palbert(),
    name: 'pondernet',
    title: 'PonderNet',
    paper: 'Banino et al. 2021',
    constants: { beta, priorLambda },
    exit: pondering(ownState, 0),
    loss: (inputs) => {
      const p = withRemainder(lambdasOf(inputs));
      const divergence = exitsToPrior(geometricPrior(priorLambda, p.length), p);
      return ponderedLoss(inputs, { p, divergence, beta });
    },
    check: (model) => checkExits('PonderNet', model),
  };
}
