import { type CoseeEvidence, coseeClaims, coseeEvidence } from '../claims';
import {
  coseeExperiments,
  curveRows,
  everyBlock,
  knownDifficulties,
  knownLabels,
  type Places,
  type Profile,
  parameterRows,
  runsReadTwice,
} from '../experiments';
import { type CoseeMaterial, coseeFigures } from './cosee';
import { type DrawnPaper, drawPaper, type Paper } from './paper';

/** The COSEE paper. */
export const coseePaper: Paper<CoseeEvidence, CoseeMaterial> = {
  name: 'cosee',
  title: 'COSEE',
  experiments: coseeExperiments,
  claims: coseeClaims,
  figures: coseeFigures,
  gather({ profile, stored, records }) {
    const difficultiesOf = knownDifficulties(profile);
    const readTwice = runsReadTwice(stored.consistency.found, records);
    const evidence = coseeEvidence({
      ablation: stored.ablation.found,
      signals: stored.signals.found,
      signalParts: stored['signal-parts'].found,
      together: stored.together.found,
      systems: stored.systems.found,
      consistency: readTwice,
      curves: curveRows(stored.ablation.found, records),
      parameters: parameterRows(profile),
      difficultiesOf,
    });
    return {
      ...{ profile: everyBlock(profile), stored, evidence, readTwice, difficultiesOf },
      labelsOf: knownLabels(profile),
    };
  },
};

/** Draws the COSEE paper: see `drawPaper`. */
export const drawCosee = (settings: Profile, folder: string, places: Places = {}): Promise<DrawnPaper> =>
  drawPaper(coseePaper, settings, folder, places);
