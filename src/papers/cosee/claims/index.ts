/** The claims of the COSEE paper (He et al. 2025) in the paper's order, and questions beyond the paper. */
import type { Claim } from '../../../claims';
import { energyClaims } from './energies';
import { inversionClaims } from './inversion';
import { consistencyClaims, convergenceClaims, otherClaims, parameterClaims } from './measures';
import { signalClaims } from './signals';
import { speedClaims } from './speeds';
import { systemClaims } from './systems';
import { togetherClaims } from './together';

/** All claims of the paper that numbers can test, and the questions beyond it. */
export const coseeClaims: readonly Claim[] = [
  ...systemClaims,
  ...speedClaims,
  ...energyClaims,
  ...inversionClaims,
  ...convergenceClaims,
  ...consistencyClaims,
  ...signalClaims,
  ...parameterClaims,
  ...otherClaims,
  ...togetherClaims,
];
