import { quantilePolicy } from '../policies/quantile';
import { equilibrium } from '../routes';
import { entropy } from '../signals/entropy';
import type { Method } from '../types';
import { earlyExit } from './earlyExit';

/** ElasticBERT's fine-tuning (Liu et al. 2022): the sum of the exits' losses, with gradient equilibrium. */
export const elasticBert: Method = {
  ...earlyExit,
  name: 'elasticbert',
  title: 'ElasticBERT',
  paper: 'Liu et al. 2022',
  route: equilibrium,
  decides: quantilePolicy(entropy),
};
