import { basename } from 'node:path';
import { type SweetEvidence, sweetClaims, sweetEvidence } from '../claims';
import {
  comparison,
  gradientRows,
  type Places,
  type Profile,
  profileNames,
  profile as profileOf,
  type RecordSource,
  storedRuns,
  sweetExperiments,
} from '../experiments';
import { type DrawnPaper, drawPaper, type Paper } from './paper';
import { type Material, sweetFigures } from './sweet';

/** The SWEET paper. */
export const sweetPaper: Paper<SweetEvidence, Material> = {
  name: 'sweet',
  title: 'SWEET',
  experiments: sweetExperiments,
  claims: sweetClaims,
  figures: sweetFigures,
  gather({ profile, stored, source, records }) {
    const evidence = sweetEvidence({
      comparison: stored.comparison.found,
      learnedExits: stored['learned-exits'].found,
      dataSizes: stored['data-sizes'].found,
      gradients: gradientRows(stored.conflicts.found, records),
      diverged: stored.comparison.diverged,
    });
    return { profile, stored, evidence, others: otherEncoders(profile, source) };
  },
};

function otherEncoders({ encoder }: Profile, source: RecordSource): Material['others'] {
  return profileNames
    .map((name) => profileOf(name))
    .filter((other) => basename(other.encoder) !== basename(encoder))
    .map((other) => ({ profile: other, stored: storedRuns(other, comparison, source) }))
    .filter(({ stored }) => stored.found.length > 0);
}

/** Draws the SWEET paper: see `drawPaper`. */
export const drawSweet = (settings: Profile, folder: string, places: Places = {}): Promise<DrawnPaper> =>
  drawPaper(sweetPaper, settings, folder, places);
